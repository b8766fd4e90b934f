import type { FastifyPluginCallbackZod } from "fastify-type-provider-zod";
import { BatchReceipt } from "../../../probe/contract/batch.ts";
import { StretchBatch } from "../../../probe/contract/stretch-batch.ts";
import { PROBE_API } from "../../../probe/contract/wire.ts";
import { acceptStretches } from "../../ingest/accept-stretches.ts";
import type { ApiDeps } from "../api-deps.ts";
import { inflateBody } from "../inflate-body.ts";
import { limitBatches } from "../limit-batches.ts";
import { ownVantage, unknownVantage } from "../vantage-problems.ts";

/** A full batch of 2,000 stretches is some 700 kB of JSON. */
const LIMITS = {
  inflatedBytes: 2_000_000,
  compressedBytes: 500_000,
  mend: "Watch fewer lanes with one probe.",
};

/** Takes over what a probe saw of failover tests: once it is answered, it is in Redis. */
export const postStretches =
  (deps: ApiDeps): FastifyPluginCallbackZod =>
  (app, _options, done) => {
    app.post(
      PROBE_API.stretches,
      {
        config: { need: "probe" },
        bodyLimit: LIMITS.inflatedBytes,
        onRequest: limitBatches(deps, "stretches"),
        preParsing: inflateBody(LIMITS),
        schema: {
          summary: "Hand over what a probe saw of failover tests",
          body: StretchBatch,
          response: { 202: BatchReceipt },
        },
      },
      async ({ body, identity }, reply) => {
        const receivedAtMs = deps.now();
        ownVantage(identity, body.vantage);
        const receipt = await acceptStretches(deps.store, body, deps.now());
        if (receipt === null) throw unknownVantage(body.vantage);
        return reply.code(202).send({ ...receipt, receivedAtMs, sentAtMs: deps.now() });
      },
    );
    done();
  };
