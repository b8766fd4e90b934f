import type { ServerResponse } from "node:http";
import type { FastifyPluginCallbackZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { Assignment } from "../../../probe/contract/assignment.ts";
import { Identifier } from "../../../probe/contract/identifier.ts";
import { PROBE_API } from "../../../probe/contract/wire.ts";
import { hashSecret } from "../../access/secrets.ts";
import { deriveAssignment } from "../../core/assign/derive-assignment.ts";
import type { ApiDeps } from "../api-deps.ts";
import type { EstateWaits } from "../estate-waits.ts";
import { ownVantage, unknownVantage } from "../vantage-problems.ts";

/** Proxies that compress an answer weaken its tag (RFC 9110 §8.8.1). */
const WEAK = /^W\//;
const LONGEST_WAIT_MS = 60_000;

const Query = z.object({
  vantage: Identifier,
  /** How long to hold the answer while the version sent is the present one, in milliseconds. */
  waitMs: z.coerce.number().int().min(0).max(LONGEST_WAIT_MS).default(0),
});

/**
 * What a probe has to measure, with its version as entity tag. A probe that has it already may have its
 * question held until there is another one.
 */
export const getAssignment =
  ({ store, now }: ApiDeps, waits: EstateWaits): FastifyPluginCallbackZod =>
  (app, _options, done) => {
    async function read(vantage: string): Promise<Assignment> {
      const [estate, runs] = await Promise.all([
        store.estate.read(),
        store.armedRuns.of(vantage, now()),
      ]);
      const assignment =
        estate === null ? null : deriveAssignment(estate, vantage, hashSecret, runs);
      if (assignment === null) throw unknownVantage(vantage);
      return assignment;
    }

    /** The assignment, as soon as it is another than `had` or the time is over. */
    async function hold(
      { vantage, waitMs }: z.infer<typeof Query>,
      had: string | undefined,
      asker: ServerResponse,
    ): Promise<Assignment> {
      const endsAtMs = performance.now() + waitMs;
      for (;;) {
        const leftMs = endsAtMs - performance.now();
        // Listening begins before reading, so that no change falls in between.
        const wait = waits.next(Math.max(0, leftMs));
        asker.once("close", wait.gone);
        try {
          const assignment = await read(vantage);
          const isOver = leftMs <= 0 || waits.isClosed() || asker.destroyed;
          if (isOver || tagOf(assignment) !== had) return assignment;
          await wait.ended;
        } finally {
          wait.gone();
          asker.off("close", wait.gone);
        }
      }
    }

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
        ownVantage(request.identity, request.query.vantage);
        const had = request.headers["if-none-match"]?.replace(WEAK, "");
        const assignment = await hold(request.query, had, reply.raw);
        const tag = tagOf(assignment);
        reply.header("etag", tag).header("cache-control", "no-cache");
        // A connection that was busy when the server began to stop would keep it from stopping.
        if (waits.isClosed()) reply.header("connection", "close");
        if (had !== tag) return assignment;
        // Written out, null would be four bytes, which an answer of this status must not have.
        return reply
          .code(304)
          .serializer(() => "")
          .send(null);
      },
    );
    done();
  };

function tagOf({ version }: Assignment): string {
  return `"${version}"`;
}
