import type { ClientGroup } from "../../contract/client-group.ts";
import type { FailoverPlan } from "../../contract/failover/failover-plan.ts";
import type { RunEnd } from "../../contract/failover/failover-record.ts";
import type { FailoverResult, LaneResult } from "../../contract/failover/failover-result.ts";
import type { MomentInterval } from "../../contract/failover/failover-timeline.ts";
import type { FailureMode } from "../../contract/failover/failure-mode.ts";
import type { FailoverRun } from "../../contract/failover-run.ts";
import { laneShare } from "./lane-weights.ts";
import { timeQuantile, weighedTimes } from "./weighed-times.ts";

/** A run that is over; how health was checked and answers were kept in it, null where not known. */
type ScoredRun = {
  readonly plan: FailoverPlan;
  readonly result: FailoverResult | null;
  readonly injected: MomentInterval | null;
  readonly end: RunEnd | null;
  readonly settings: Pick<FailoverRun, "ttlS" | "intervalS" | "failureThreshold">;
};

/** Of these the endpoint is lost to all its users, which is what a recommendation is about. */
const LOST: readonly FailureMode[] = ["targets_stopped", "black_hole"];

/**
 * What a run tells a recommendation, one for each way in. The time of a client group is that by which the
 * share of its users that the plan asks for were stably served, its upper end. Groups that the failure
 * did not reach are left out, and those of which too little is known; nothing is told of runs that did
 * not lose the endpoint or were ended before their time.
 *
 * @param groups of the service; each vantage is one without any
 */
export function failoverRunsOf(
  { plan, result, injected, end, settings }: ScoredRun,
  groups: readonly Pick<ClientGroup, "id" | "vantages">[],
): FailoverRun[] {
  const isWhole = end === "completed" || end === "inconclusive";
  if (result === null || injected === null || !isWhole) return [];
  if (!LOST.includes(plan.failureMode)) return [];
  const own =
    groups.length > 0 ? groups : plan.vantages.map((id) => ({ id, vantages: [id] as string[] }));
  const lostMs = result.lostWrites.staleness?.upperMs ?? null;
  return result.users.flatMap(({ entry }) => {
    const lanes = result.lanes.filter((lane) => lane.entry === entry);
    const recoveryS = Object.fromEntries(
      own.flatMap(({ id, vantages }) => {
        const time = timeOfGroup(lanes, vantages, plan);
        return time === undefined ? [] : [[id, time] as const];
      }),
    );
    if (Object.keys(recoveryS).length === 0) return [];
    const run: FailoverRun = {
      id: result.runId,
      atMs: Math.floor(injected.byUs / 1_000),
      entry,
      endpoint: plan.endpoint,
      ...settings,
      lostWritesS: lostMs === null ? null : lostMs / 1_000,
      recoveryS,
    };
    return [run];
  });
}

/** Seconds; null: not in the run; undefined where nothing failed or too little is known. */
function timeOfGroup(
  lanes: readonly LaneResult[],
  vantages: readonly string[],
  plan: FailoverPlan,
): number | null | undefined {
  const measuring = vantages.filter((id) => plan.vantages.includes(id));
  const shares = new Map(measuring.map((id) => [id, 1 / measuring.length]));
  const weighed = lanes.map((lane) => ({ lane, share: laneShare(lane, plan, shares) }));
  const used = weighed.filter(({ share }) => share > 0);
  if (!used.some(({ lane }) => lane.impact !== null)) return undefined;
  const { attainmentRatio } = plan.hypothesis;
  const { upperMs } = timeQuantile(weighedTimes(used, plan.failureMode), attainmentRatio);
  if (upperMs !== null) return upperMs / 1_000;
  // Were all that is unknown well at once, too many would still not have come back.
  const lost = used.filter(({ lane }) => lane.outcome === "not_recovered");
  const lostShare = lost.reduce((sum, { share }) => sum + share, 0);
  return lostShare > 1 - attainmentRatio + 1e-9 ? null : undefined;
}
