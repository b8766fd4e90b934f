import { spawnSync } from "node:child_process";
import { startFping } from "../../probe/measure/fping.ts";
import { monotonicUs, type RunPlan, type TruthSample } from "./messages.ts";

const FPING = "fping";

/** Whether there is an fping, without which nothing can be said of `icmp_rtt`. */
export function hasFping(): boolean {
  return spawnSync(FPING, ["-v"]).status === 0;
}

/**
 * Pings the loopback as the probe does. A user's program cannot hold an answer of the kernel's, so the truth is
 * that nobody does: the error is all of the time.
 *
 * @throws FpingProblem
 */
export function pingLoopback(plan: RunPlan): Promise<TruthSample[]> {
  const samples: TruthSample[] = [];
  return new Promise((resolve, reject) => {
    startFping(
      {
        addresses: ["127.0.0.1"],
        count: plan.seconds * plan.ratePerS,
        periodMs: Math.round(1_000 / plan.ratePerS),
        spacingMs: 1,
        timeoutMs: plan.timeoutMs,
        sourceAddress: null,
      },
      {
        onEnd(_attempt, _startedAtMs, outcome) {
          const isAnswer = outcome.kind === "answer";
          samples.push({
            path: 0,
            startedUs: monotonicUs(),
            outcome: outcome.kind,
            rttUs: isAnswer ? outcome.rttUs : 0,
            tainted: isAnswer && outcome.tainted,
            heldUs: isAnswer ? [0, 0] : null,
          });
        },
        onExit: (problem) => (problem === null ? resolve(samples) : reject(problem)),
      },
    );
  });
}
