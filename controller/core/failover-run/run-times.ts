import type { FailoverPlan } from "../../contract/failover/failover-plan.ts";

const LEAST_DEADLINE_S = 600;
/** Restoring, verifying it and watching the way back. */
const WAY_BACK_S = 120;

/** Seconds after the failure at which everything is restored, whatever happens. */
export function deadlineS({ deadlineS, hypothesis }: FailoverPlan): number {
  return deadlineS ?? Math.max(LEAST_DEADLINE_S, 2 * hypothesis.rtoS);
}

/** Seconds that the failure is watched before it is restored, at most. */
export function observeS(plan: FailoverPlan): number {
  return Math.min(plan.observeS ?? deadlineS(plan), deadlineS(plan));
}

/** Seconds that all runs of one firing take at most, and the pauses between them. */
export function firingLengthS(plan: FailoverPlan): number {
  const runS = plan.baselineS + deadlineS(plan) + WAY_BACK_S;
  return plan.repeats * runS + (plan.repeats - 1) * plan.pauseS;
}
