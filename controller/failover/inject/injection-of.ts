import type { RestoreStep } from "../../contract/failover/restore-step.ts";
import { type Acts, looksUntil, type Pause } from "./acts.ts";
import { InjectProblem } from "./inject-problem.ts";
import type { Injection, PreparedInjection } from "./injection.ts";

/** What one injector is made of. */
export type InjectionParts = {
  /** @throws InjectProblem where nothing can, or need, be made to fail */
  readonly prepare: () => Promise<PreparedInjection>;
  readonly actsOf: (step: RestoreStep) => Promise<Acts>;
  /** What an earlier process prepared, with which this one goes on. */
  readonly prepared: PreparedInjection | null;
  /** Epoch milliseconds. */
  readonly nowMs: () => number;
  readonly pause: Pause;
};

/**
 * An injection that writes only where all is still as it was found when it was prepared. All of its methods
 * throw InjectProblem.
 */
export function injectionOf({
  prepare,
  actsOf,
  nowMs,
  pause,
  ...parts
}: InjectionParts): Injection {
  let { prepared } = parts;
  const actsOfPrepared = async () => {
    const [step, ...others] = prepared?.restoreSteps ?? [];
    if (step === undefined || others.length > 0) {
      throw new InjectProblem("Nothing was prepared.", "Prepare first, and keep what that found.");
    }
    return await actsOf(step);
  };
  return {
    async prepare() {
      prepared = await prepare();
      return prepared;
    },
    async inject() {
      const acts = await actsOfPrepared();
      if (prepared?.optIn.ok !== true) {
        throw new InjectProblem(
          `Nothing was made to fail: ${prepared?.optIn.reason ?? "nothing is known of it"}`,
          "Mark it as fit for tests, then prepare anew.",
        );
      }
      const before = await acts.look();
      if (before.state !== "restored") {
        throw new InjectProblem(
          `Nothing was made to fail, because it is not as it was found: ${before.reason}`,
          "Find out who changed it; put it back, then prepare anew.",
        );
      }
      const afterUs = Math.floor(nowMs()) * 1_000;
      await acts.bringAbout();
      const seen = await looksUntil(acts, "in_force", pause);
      if (seen.state !== "in_force") {
        throw new InjectProblem(
          `The failure was asked for, and is not in force: ${seen.reason}`,
          "Restore it, and look at what else writes there.",
        );
      }
      // A millisecond that has begun may be over; and clocks are set back now and then.
      const byUs = (Math.floor(nowMs()) + 1) * 1_000;
      return { afterUs, byUs: Math.max(afterUs, byUs) };
    },
    async verify() {
      return await (await actsOfPrepared()).look();
    },
  };
}
