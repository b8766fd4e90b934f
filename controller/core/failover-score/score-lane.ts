import type { LaneResult } from "../../contract/failover/failover-result.ts";
import type {
  FailoverLane,
  FailoverTimeline,
  LaneStretch,
} from "../../contract/failover/failover-timeline.ts";
import { failbackOf } from "./failback.ts";
import { failingTime } from "./failing-times.ts";
import { between, type Moment, since } from "./moment.ts";
import { type ObservedLane, observeLane, type Pace } from "./observed-lane.ts";
import { firstSuccessMoment, impactMoment, stableMoment } from "./stable-moment.ts";
import { steeringOf } from "./steer-moment.ts";

/** What a lane is scored against. */
export type LaneTerms = Pick<FailoverTimeline, "injected" | "restored"> & {
  readonly pace: Pace;
  /** The endpoint that was made to fail. */
  readonly failed: string;
  readonly forbidden: readonly string[];
  /** When the lane's way in counted it as unhealthy; null where nothing tells. */
  readonly detected: Moment | null;
};

/** The lane from the failure until the endpoint may have worked again. */
export function observedLane(
  lane: FailoverLane,
  { injected, restored, pace }: Pick<LaneTerms, "injected" | "restored" | "pace">,
): ObservedLane {
  const untilUs = restored?.afterUs ?? null;
  return observeLane(lane, injected.afterUs, untilUs, restored?.byUs ?? null, pace);
}

/** Scores one class of clients at one vantage by one way in. */
export function scoreLane(lane: FailoverLane, terms: LaneTerms): LaneResult {
  const { injected, restored, pace, failed } = terms;
  const observed = observedLane(lane, terms);
  const impact = impactMoment(observed);
  const stable = stableMoment(observed, pace);
  const { moment: steer, flaps } = steeringOf(observed, failed);
  const detect = capped(terms.detected, steer);
  const told = (moment: Moment | null) => (moment === null ? null : since(injected, moment));
  const probes = observed.during.filter(({ state }) => state !== "silent");
  const failing = probes.filter(({ state }) => state !== "ok");
  const stableByUs = stable?.byUs ?? null;
  return {
    vantage: lane.vantage,
    entry: lane.entry,
    class: lane.class,
    outcome: outcomeOf(observed, impact, stable),
    resolutionMs: (pace.intervalUs + pace.timeoutUs + lane.clockErrorUs) / 1_000,
    impact: told(impact),
    detect: told(detect),
    steer: told(steer),
    firstSuccess: told(firstSuccessMoment(observed)),
    stable: told(stable),
    outage:
      impact === null
        ? null
        : failingTime(observed, { from: injected, untilUs: restored?.afterUs ?? null }),
    phases: phasesOf(injected, detect, steer, stable),
    sent: countOf(probes),
    failed: countOf(failing),
    failedAfterStable:
      stableByUs === null
        ? 0
        : countOf(failing.filter(({ firstSentUs }) => firstSentUs > stableByUs)),
    flaps,
    misRoutes: countOf(
      [...observed.during, ...observed.after].filter(
        ({ servedBy }) => servedBy !== null && terms.forbidden.includes(servedBy),
      ),
    ),
    failback: failbackOf(observed, restored, failed),
  };
}

/** An endpoint is counted as unhealthy before anybody is led away from it for that. */
function capped(detected: Moment | null, steer: Moment | null): Moment | null {
  if (detected === null || detected.byUs === null || steer === null || steer.byUs === null) {
    return detected;
  }
  // Clients that had several addresses may turn to another one by themselves.
  if (steer.byUs < detected.afterUs) return detected;
  return { afterUs: detected.afterUs, byUs: Math.min(detected.byUs, steer.byUs) };
}

function outcomeOf(
  { during }: ObservedLane,
  impact: Moment | null,
  stable: Moment | null,
): LaneResult["outcome"] {
  if (stable !== null && stable.byUs !== null) return "recovered";
  if (impact === null) {
    const isKnown = during.length > 0 && during.every(({ state }) => state !== "silent");
    return isKnown ? "unaffected" : "unknown";
  }
  const last = during.findLast(({ state }) => state !== "silent");
  return last?.state === "ok" ? "unknown" : "not_recovered";
}

function phasesOf(
  injected: LaneTerms["injected"],
  detect: Moment | null,
  steer: Moment | null,
  stable: Moment | null,
): LaneResult["phases"] {
  const none = { detect: null, propagate: null, reconnect: null, detectAndPropagate: null };
  if (steer === null) return { ...none, detect: detect === null ? null : since(injected, detect) };
  const reconnect = between(steer, stable);
  if (detect === null) {
    return { ...none, detectAndPropagate: since(injected, steer), reconnect };
  }
  return {
    detect: since(injected, detect),
    propagate: between(detect, steer),
    reconnect,
    detectAndPropagate: null,
  };
}

function countOf(stretches: readonly LaneStretch[]): number {
  return stretches.reduce((sum, { count }) => sum + count, 0);
}
