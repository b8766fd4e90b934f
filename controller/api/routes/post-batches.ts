import type { FastifyPluginCallbackZod } from "fastify-type-provider-zod";
import { Batch, BatchReceipt } from "../../../probe/contract/batch.ts";
import { PROBE_API } from "../../../probe/contract/wire.ts";
import { acceptBatch } from "../../ingest/accept-batch.ts";
import type { ApiDeps } from "../api-deps.ts";
import { ApiProblem } from "../api-problem.ts";
import { inflateBody } from "../inflate-body.ts";
import { limitBatches } from "../limit-batches.ts";
import { ownVantage, unknownVantage } from "../vantage-problems.ts";

/** A full batch of 5,000 contributions is some 2 MB of JSON; these leave room and stop floods. */
const LIMITS = {
  inflatedBytes: 8_000_000,
  compressedBytes: 1_000_000,
  mend: "Close batches more often, or measure fewer targets with one probe.",
};

/** Takes a batch over: once it is answered, the batch is in Redis. */
export const postBatches =
  (deps: ApiDeps): FastifyPluginCallbackZod =>
  (app, _options, done) => {
    app.post(
      PROBE_API.batches,
      {
        config: { need: "probe" },
        bodyLimit: LIMITS.inflatedBytes,
        onRequest: limitBatches(deps),
        preParsing: inflateBody(LIMITS),
        schema: {
          summary: "Hand over what a probe measured",
          body: Batch,
          response: { 202: BatchReceipt },
        },
      },
      async ({ body, identity }, reply) => {
        const receivedAtMs = deps.now();
        ownVantage(identity, body.vantage);
        const outcome = await acceptBatch(deps, body, receivedAtMs);
        switch (outcome.kind) {
          case "accepted":
            deps.metrics.batch({ result: deps.seen.note(body) ? "duplicate" : "accepted" });
            return reply.code(202).send({ ...outcome.receipt, receivedAtMs, sentAtMs: deps.now() });
          case "unknown_vantage":
            throw unknownVantage(body.vantage);
          case "wrong_clock":
            throw new ApiProblem(422, {
              code: "wrong_clock",
              message: `${outcome.fault.path} ${outcome.fault.message}.`,
              mend: "Set the clock of the probe's machine (NTP); such a batch can never be accepted.",
              fields: [outcome.fault],
            });
        }
      },
    );
    done();
  };
