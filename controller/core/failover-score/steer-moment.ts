import type { LaneStretch } from "../../contract/failover/failover-timeline.ts";
import type { Moment } from "./moment.ts";
import type { ObservedLane } from "./observed-lane.ts";

/** Who served a lane while the failure held. */
export type Steering = {
  /** When another endpoint served first; null where the lane did not use the one that failed. */
  readonly moment: Moment | null;
  /** Changes of the serving endpoint after that. */
  readonly flaps: number;
};

/**
 * When a lane was steered away from the endpoint that failed: the first probe that another one served,
 * rightly or wrongly. Of a lane that asks name servers, the first answer with another one.
 */
export function steeringOf(lane: ObservedLane, failed: string): Steering {
  const { during, usedBefore, clockErrorUs } = lane;
  const used = usedBefore ?? during.find(({ servedBy }) => servedBy !== null)?.servedBy;
  if (used !== failed) return { moment: null, flaps: 0 };
  const at = during.findIndex(({ servedBy }) => servedBy !== null && servedBy !== failed);
  const first = during[at];
  if (first === undefined) {
    const afterUs = lastUnsteeredUs(lane, during.length) - clockErrorUs;
    return { moment: { afterUs, byUs: null }, flaps: 0 };
  }
  const afterUs = lastUnsteeredUs(lane, at) - clockErrorUs;
  const flaps = changesOf(during.slice(at));
  return { moment: { afterUs, byUs: first.firstDoneUs + clockErrorUs }, flaps };
}

/** The last of the first so many stretches that no silence comes before, in which it may hide. */
function lastUnsteeredUs({ during, before }: ObservedLane, count: number): number {
  const silent = during.findIndex(({ state }) => state === "silent");
  const end = silent < 0 ? count : Math.min(silent, count);
  return during[end - 1]?.lastSentUs ?? before?.lastSentUs ?? 0;
}

function changesOf(stretches: readonly LaneStretch[]): number {
  const served = stretches.flatMap(({ servedBy }) => (servedBy === null ? [] : [servedBy]));
  return served.filter((id, at) => at > 0 && id !== served[at - 1]).length;
}
