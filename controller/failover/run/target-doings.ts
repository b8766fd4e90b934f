import type { AwsSettings } from "../../contract/aws-settings.ts";
import { GuardOrder } from "../../contract/failover/guard-order.ts";
import { guardHandle } from "../guard/guard-handle.ts";
import { GuardProblem } from "../guard/guard-problem.ts";
import type { GuardPost } from "../guard/spawn-guard.ts";
import { startGuard } from "../guard/start-guard.ts";
import { InjectProblem } from "../inject/inject-problem.ts";
import type { InForce } from "../inject/injection.ts";
import type { Injectors } from "../inject/open-injectors.ts";
import type { TargetDoings } from "./doings.ts";
import { notePrepared, preparedOf } from "./prepared-note.ts";
import type { RunLog } from "./run-log.ts";

export type TargetMeans = {
  readonly injectors: Injectors;
  /** Where dead man's timers are started from. */
  readonly post: GuardPost;
  /** How accounts are reached, for the timer's order; no credentials. */
  readonly aws: AwsSettings | null;
  /** Epoch milliseconds. */
  readonly now: () => number;
};

const NOTHING: InForce = { state: "restored", reason: "nothing was prepared to be made to fail" };

/**
 * Brings the failure of a run about and puts it back, each by what stands in the run's record, so that another
 * process goes on where one has died. The dead man's timer is the second line: this process restores
 * first, and lets it go once that was verified.
 */
export function targetDoings({ injectors, post, aws, now }: TargetMeans): TargetDoings {
  const injectionOf = (run: RunLog) => injectors.injection(run.status.plan, preparedOf(run));
  const found = async (run: RunLog) =>
    preparedOf(run) === null ? NOTHING : await injectionOf(run).verify();
  return {
    async arm(run, deadlineAtMs) {
      if (preparedOf(run) === null) await notePrepared(run, await injectionOf(run).prepare());
      const { restoreSteps, optIn } = preparedOf(run) ?? { restoreSteps: [], optIn: null };
      if (optIn?.ok !== true) {
        const mend = "Mark it as fit for tests, then begin a new run.";
        throw new InjectProblem(optIn?.reason ?? "nothing was prepared", mend);
      }
      const order = GuardOrder.parse({
        ...{ runId: run.runId, service: run.record.service, deadlineAtMs, steps: restoreSteps },
        ...(aws === null ? {} : { aws }),
      });
      return (await startGuard(order, post)).deadlineAtMs;
    },
    inject: async (run) => await injectionOf(run).inject(),
    async restore(run) {
      const left: string[] = [];
      for (const step of preparedOf(run)?.restoreSteps ?? []) {
        const { state, reason } = await injectors.restore(step);
        if (state !== "restored") left.push(reason);
      }
      if (left.length > 0) throw new Error(left.join("; "));
    },
    async verify(run) {
      const afterUs = Math.floor(now()) * 1_000;
      const seen = await found(run);
      return {
        found: seen,
        when: { afterUs, byUs: Math.max(afterUs, (Math.floor(now()) + 1) * 1_000) },
      };
    },
    async release(run) {
      try {
        await guardHandle(run.runId, post).release(await found(run));
      } catch (error) {
        // One on another machine restores, at its deadline, what is restored already.
        if (!(error instanceof GuardProblem)) throw error;
        post.report(`${run.runId}: ${error.message}`);
      }
    },
  };
}
