import type { onRequestHookHandler } from "fastify";
import type { ApiDeps } from "./api-deps.ts";
import { ApiProblem } from "./api-problem.ts";

/**
 * Lets a probe send no more than its share, before its body is read.
 *
 * @param kind of the batches: each has a share of its own
 */
export function limitBatches(
  { rates, now }: Pick<ApiDeps, "rates" | "now">,
  kind: "batches" | "stretches" = "batches",
): onRequestHookHandler {
  return ({ identity }, reply, done) => {
    const waitMs =
      identity?.kind === "probe" ? rates.take(`${kind}/${identity.vantage}`, now()) : 0;
    if (waitMs === 0) return done();
    const seconds = Math.ceil(waitMs / 1_000);
    reply.header("retry-after", seconds);
    done(
      new ApiProblem(429, {
        code: "too_many_batches",
        message: "The probe sends batches faster than it may.",
        mend: `Try again in ${seconds} s. A probe that catches up after an outage does so by itself.`,
      }),
    );
  };
}
