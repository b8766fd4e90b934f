import type { ClientGroup } from "../../contract/client-group.ts";
import type { FailoverPlan } from "../../contract/failover/failover-plan.ts";
import type {
  FailoverPrediction,
  FailoverResult,
  LaneResult,
  UserQuantiles,
} from "../../contract/failover/failover-result.ts";
import type { FailoverTimeline } from "../../contract/failover/failover-timeline.ts";
import { detectMoment, earliest } from "./detection.ts";
import { laneShare, vantageShares } from "./lane-weights.ts";
import { lostWritesOf } from "./lost-writes.ts";
import type { Moment } from "./moment.ts";
import { observedLane, scoreLane } from "./score-lane.ts";
import { stableMoment } from "./stable-moment.ts";
import { steeringOf } from "./steer-moment.ts";
import { userQuantiles } from "./user-quantiles.ts";
import { verdictOfRun } from "./verdict-of-run.ts";

/** What a run is scored with. */
export type RunTerms = {
  readonly runId: string;
  readonly plan: FailoverPlan;
  readonly groups: readonly Pick<ClientGroup, "share" | "vantages">[];
  /** What was said before the failure; others do not count. */
  readonly predictions: readonly FailoverPrediction[];
};

/** Scores a run from all that was observed of it. */
export function scoreRun(timeline: FailoverTimeline, terms: RunTerms): FailoverResult {
  const { plan, groups, runId } = terms;
  const { injected, restored } = timeline;
  const pace = { intervalUs: plan.intervalMs * 1_000, timeoutUs: plan.timeoutMs * 1_000 };
  const seen = timeline.lanes.map((lane) => {
    return { lane, observed: observedLane(lane, { injected, restored, pace }) };
  });
  const answers = seen.filter(({ lane }) => lane.class === "authoritative");
  const answered = earliest(
    answers.flatMap(({ observed }) => steeringOf(observed, plan.endpoint).moment ?? []),
  );
  const detected = (entry: UserQuantiles["entry"]): Moment | null =>
    detectMoment(timeline.transitions, entry, plan.endpoint, injected) ??
    (entry === "dns" ? answered : null);
  const lanes = timeline.lanes.map((lane) =>
    scoreLane(lane, {
      injected,
      restored,
      pace,
      failed: plan.endpoint,
      forbidden: plan.hypothesis.forbiddenEndpoints,
      detected: detected(lane.entry),
    }),
  );
  const stable = seen.flatMap(({ observed }) => {
    const moment = stableMoment(observed, pace);
    return moment?.byUs == null ? [] : [{ moment, observed }];
  });
  const targets = new Set(
    stable.flatMap(({ observed, moment }) => {
      const serving = observed.during.find(
        ({ state, lastSentUs }) => state === "ok" && lastSentUs > moment.afterUs,
      );
      return serving?.servedBy ?? [];
    }),
  );
  const first = earliest(stable.map(({ moment }) => moment));
  const lostWrites = lostWritesOf(timeline, plan.endpoint, first, [...targets]);
  const users = usersOf(lanes, plan, groups);
  const rtoMs = plan.hypothesis.rtoS * 1_000;
  const predictions = terms.predictions.filter(
    ({ registeredAtMs }) => registeredAtMs * 1_000 <= injected.afterUs,
  );
  return {
    runId,
    service: plan.service,
    failureMode: plan.failureMode,
    endpoint: plan.endpoint,
    ...verdictOfRun({ hypothesis: plan.hypothesis, lanes, users, lostWrites }),
    rtoMs,
    resolutionMs: plan.intervalMs + plan.timeoutMs,
    injectedWithinMs: (injected.byUs - injected.afterUs) / 1_000,
    lanes,
    users,
    lostWrites,
    predictions,
    predictionErrors: predictionErrors(predictions, users),
  };
}

function usersOf(
  lanes: readonly LaneResult[],
  plan: FailoverPlan,
  groups: RunTerms["groups"],
): UserQuantiles[] {
  const shares = vantageShares(plan.vantages, groups);
  const entries = [...new Set(plan.clients.map(({ entry }) => entry))];
  return entries.map((entry) => {
    const own = lanes.filter((lane) => lane.entry === entry);
    const weighed = own.map((lane) => ({ lane, share: laneShare(lane, plan, shares) }));
    return userQuantiles(entry, weighed, plan.failureMode, plan.hypothesis.rtoS * 1_000);
  });
}

function predictionErrors(
  predictions: readonly FailoverPrediction[],
  users: readonly UserQuantiles[],
): FailoverResult["predictionErrors"] {
  return predictions.flatMap(({ entry, p50Ms, p95Ms, withinRtoRatio }) => {
    const own = users.find((each) => each.entry === entry);
    if (own === undefined) return [];
    const error = (measured: UserQuantiles["p50"], predictedMs: number) =>
      measured === null || measured.upperMs === null ? null : measured.upperMs - predictedMs;
    return [
      {
        entry,
        p50ErrorMs: error(own.p50, p50Ms),
        p95ErrorMs: error(own.p95, p95Ms),
        withinRtoError: own.withinRtoRatio[0] - withinRtoRatio,
      },
    ];
  });
}
