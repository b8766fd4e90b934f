import type { TimeFigure } from "../../contract/failover/failover-result.ts";
import type { LaneStretch, MomentInterval } from "../../contract/failover/failover-timeline.ts";
import type { ObservedLane } from "./observed-lane.ts";

/** Stretches next to each other that are alike in one respect, as one. */
export type Group = {
  readonly fails: boolean;
  /** When the first probe was sent, and by when the first of them had ended. */
  readonly firstSentUs: number;
  readonly firstDoneUs: number;
  readonly lastSentUs: number;
  readonly count: number;
};

/** What a silence is taken for: something that parts what is before and after it, or the worse. */
export type Silence = "parting" | "failing";

/** Failing and succeeding probes in turns; around a parting silence two alike may follow each other. */
export function groupsOf(stretches: readonly LaneStretch[], silence: Silence): Group[] {
  const groups: Group[] = [];
  let isParted = false;
  for (const { state, firstSentUs, firstDoneUs, lastSentUs, count } of stretches) {
    if (state === "silent" && silence === "parting") {
      isParted = true;
      continue;
    }
    const fails = state !== "ok";
    const last = groups.at(-1);
    if (last?.fails === fails && !isParted) {
      groups[groups.length - 1] = {
        fails,
        firstSentUs: last.firstSentUs,
        firstDoneUs: Math.min(last.firstDoneUs, firstDoneUs),
        lastSentUs,
        count: last.count + count,
      };
    } else groups.push({ fails, firstSentUs, firstDoneUs, lastSentUs, count });
    isParted = false;
  }
  return groups;
}

/** From where to where failing times count, epoch microseconds; until null: as far as was seen. */
type Bounds = { readonly from: MomentInterval; readonly untilUs: number | null };

/**
 * How long the service failed in all: at least what lies between failing probes, at most what lies
 * between succeeding ones. No upper end where it failed when the observation ended.
 */
export function failingTime(
  { during, before, clockErrorUs }: ObservedLane,
  { from, untilUs }: Bounds,
): TimeFigure {
  const leastUs = groupsOf(during, "parting")
    .filter(({ fails }) => fails)
    .reduce((sum, { firstDoneUs, lastSentUs }) => {
      return sum + Math.max(0, lastSentUs - Math.max(firstDoneUs, from.byUs));
    }, 0);
  const lowerMs = Math.max(0, leastUs - 2 * clockErrorUs) / 1_000;
  const possible = groupsOf(during, "failing");
  if (untilUs === null && possible.at(-1)?.fails === true) return { lowerMs, upperMs: null };
  const wellUs = before?.state === "ok" ? before.lastSentUs : from.afterUs;
  let mostUs = 0;
  let countedUs = from.afterUs;
  possible.forEach(({ fails, lastSentUs }, at) => {
    if (!fails) return;
    const beginsUs = Math.max(countedUs, possible[at - 1]?.lastSentUs ?? wellUs);
    const endsUs = possible[at + 1]?.firstDoneUs ?? untilUs ?? lastSentUs;
    mostUs += Math.max(0, endsUs - beginsUs);
    countedUs = Math.max(countedUs, endsUs);
  });
  const clockUs = mostUs > 0 ? 2 * clockErrorUs : 0;
  return { lowerMs, upperMs: Math.max(lowerMs, (mostUs + clockUs) / 1_000) };
}
