import type { FastifyPluginCallbackZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { Assignment } from "../../../probe/contract/assignment.ts";
import { Identifier } from "../../../probe/contract/identifier.ts";
import { PROBE_API } from "../../../probe/contract/wire.ts";
import { hashSecret } from "../../access/secrets.ts";
import { deriveAssignment } from "../../core/assign/derive-assignment.ts";
import type { ApiDeps } from "../api-deps.ts";
import { ownVantage, unknownVantage } from "../vantage-problems.ts";

const Query = z.object({ vantage: Identifier });

/** What a probe has to measure, with its version as entity tag. */
export const getAssignment =
  ({ store }: ApiDeps): FastifyPluginCallbackZod =>
  (app, _options, done) => {
    app.get(
      PROBE_API.assignment,
      {
        config: { need: "probe" },
        schema: {
          summary: "What the probe of a vantage has to measure",
          querystring: Query,
          response: {
            200: Assignment,
            304: z.null().describe("The version sent is the present one"),
          },
        },
      },
      async (request, reply) => {
        const { vantage } = request.query;
        ownVantage(request.identity, vantage);
        const estate = await store.estate.read();
        const assignment = estate === null ? null : deriveAssignment(estate, vantage, hashSecret);
        if (assignment === null) throw unknownVantage(vantage);
        const tag = `"${assignment.version}"`;
        reply.header("etag", tag).header("cache-control", "no-cache");
        if (request.headers["if-none-match"] === tag) return reply.code(304).send(null);
        return assignment;
      },
    );
    done();
  };
