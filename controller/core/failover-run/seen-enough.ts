import type { FailoverPlan } from "../../contract/failover/failover-plan.ts";
import type { FailoverLane, MomentInterval } from "../../contract/failover/failover-timeline.ts";
import { observedLane } from "../failover-score/score-lane.ts";
import { impactMoment, stableMoment } from "../failover-score/stable-moment.ts";

/**
 * Whether watching on would tell nothing more: every lane that failed has been stable again, and one that has
 * not failed had as long as users may be without service to do so.
 *
 * @param nowUs epoch microseconds
 */
export function isSeenEnough(
  { vantages, clients, intervalMs, timeoutMs, hypothesis }: FailoverPlan,
  lanes: readonly FailoverLane[],
  injected: MomentInterval,
  nowUs: number,
): boolean {
  if (lanes.length < vantages.length * clients.length) return false;
  const pace = { intervalUs: intervalMs * 1_000, timeoutUs: timeoutMs * 1_000 };
  const isRtoOver = nowUs >= injected.byUs + hypothesis.rtoS * 1_000_000;
  return lanes.every((lane) => {
    const observed = observedLane(lane, { injected, restored: null, pace });
    if (impactMoment(observed) === null) return isRtoOver;
    return stableMoment(observed, pace)?.byUs != null;
  });
}
