import { groupsOf } from "./failing-times.ts";
import type { Moment } from "./moment.ts";
import type { ObservedLane, Pace } from "./observed-lane.ts";

/** So many successes in a row, and none failing for so long after, are stable service. */
const STABLE_PROBES = 30;
const STABLE_FOR_US = 60_000_000;

/**
 * When a lane failed first: between the last success that nothing unknown follows, and the first failure.
 * Null where it was not seen to fail.
 */
export function impactMoment(lane: ObservedLane): Moment | null {
  const failing = groupsOf(lane.during, "parting").find(({ fails }) => fails);
  if (failing === undefined) return null;
  const { clockErrorUs } = lane;
  return {
    afterUs: wellUntilUs(lane) - clockErrorUs,
    byUs: failing.firstDoneUs + clockErrorUs,
  };
}

/** When a lane that had failed succeeded again for the first time. Null where it did not fail. */
export function firstSuccessMoment(lane: ObservedLane): Moment | null {
  const groups = groupsOf(lane.during, "parting");
  const at = groups.findIndex(({ fails }) => fails);
  const failing = groups[at];
  if (failing === undefined) return null;
  const success = groups.slice(at).find(({ fails }) => !fails);
  // A success may hide in a silence, so what came behind one is not looked at.
  const failedUs = beginsSilent(lane) ? wellUntilUs(lane) : failing.lastSentUs;
  return {
    afterUs: failedUs - lane.clockErrorUs,
    byUs: success === undefined ? null : success.firstDoneUs + lane.clockErrorUs,
  };
}

/**
 * When a lane that had failed was stable: the beginning of the first 30 successes in a row with none
 * failing in the 60 s after. At the latest, in a time that was seen to be free of failures for so long,
 * silences not counted as such; at the earliest, in one that may have been. Null where it did not fail.
 */
export function stableMoment(lane: ObservedLane, { intervalUs }: Pace): Moment | null {
  if (impactMoment(lane) === null) return null;
  const { during, clockErrorUs } = lane;
  const neededUs = (STABLE_PROBES - 1) * intervalUs + STABLE_FOR_US;
  const seen = groupsOf(during, "failing");
  const first = seen.findIndex(({ fails, count }) => fails && count > 0);
  const latest = seen.find(
    ({ fails, count, firstDoneUs, lastSentUs }, at) =>
      at > first && !fails && count >= STABLE_PROBES && lastSentUs - firstDoneUs >= neededUs,
  );
  return {
    afterUs: earliestStableUs(lane, neededUs) - clockErrorUs,
    byUs: latest === undefined ? null : latest.firstDoneUs + clockErrorUs,
  };
}

/** The last failure that none may have followed for so long. */
function earliestStableUs(lane: ObservedLane, neededUs: number): number {
  const failing = groupsOf(lane.during, "parting").filter(({ fails }) => fails);
  const ends = failing.map(({ lastSentUs }) => lastSentUs);
  const begins = failing.map(({ firstDoneUs }) => firstDoneUs);
  // It may have failed first in a silence, and been stable right after.
  if (beginsSilent(lane)) ends.unshift(wellUntilUs(lane));
  else begins.shift();
  const mayBe = ends.find((endUs, at) => {
    const nextUs = (begins[at] ?? Number.POSITIVE_INFINITY) + 2 * lane.clockErrorUs;
    return nextUs - endUs >= neededUs;
  });
  return mayBe ?? 0;
}

/** The last success of those that nothing failed or unknown came before. */
function wellUntilUs({ during, before }: ObservedLane): number {
  const at = during.findIndex(({ state }) => state !== "ok");
  return during[at - 1]?.lastSentUs ?? before?.lastSentUs ?? 0;
}

/** Whether nothing is known of a time before the first failure. */
function beginsSilent({ during }: ObservedLane): boolean {
  return during.find(({ state }) => state !== "ok")?.state === "silent";
}
