import type { DayValue } from "../statistics/day-interval.ts";
import { studentCdf } from "../statistics/distributions.ts";
import { deviationOf, meanOf } from "../statistics/moments.ts";

/** A day from which on the values lie on another level, and by how much. */
export type LevelShift = { readonly day: number; readonly by: number };

/** A level takes at least three days to be one. */
const FEWEST_DAYS = 3;
/** So many standard errors of three days from the level before: the guard of the last days. */
const GUARD = 3;
/** Chance of finding a shift further back where there is none. */
const FALSE_ALARM = 0.001;

/**
 * The latest shift of level in a run of days; null where they lie on one. Two rules: the last three days
 * against all before (`|difference| > 3 s / √3`, s their deviation before), which notices soon; and any
 * earlier day that splits them into two levels beyond doubt (Student's t with one test per day allowed
 * for), which keeps a shift from being forgotten when it grows older than three days.
 */
export function latestShift(days: readonly DayValue[]): LevelShift | null {
  const recent = guardOfLastDays(days);
  if (recent !== null) return recent;
  const split = clearestSplit(days);
  if (split === null) return null;
  const { at, by } = split;
  return latestShift(days.slice(at)) ?? { day: (days[at] as DayValue).day, by };
}

function guardOfLastDays(days: readonly DayValue[]): LevelShift | null {
  const at = days.length - FEWEST_DAYS;
  if (at < FEWEST_DAYS + 1) return null;
  const [before, after] = levels(days, at);
  const by = meanOf(after) - meanOf(before);
  const far = Math.abs(by) > (GUARD * deviationOf(before)) / Math.sqrt(FEWEST_DAYS);
  return far ? { day: (days[at] as DayValue).day, by } : null;
}

function clearestSplit(days: readonly DayValue[]): { at: number; by: number } | null {
  let best: { at: number; by: number; chance: number } | null = null;
  for (let at = FEWEST_DAYS; at <= days.length - FEWEST_DAYS; at += 1) {
    const [before, after] = levels(days, at);
    const by = meanOf(after) - meanOf(before);
    const chance = chanceOfDifference(before, after, by);
    if (best === null || chance < best.chance) best = { at, by, chance };
  }
  const tests = days.length - 2 * FEWEST_DAYS + 1;
  return best !== null && best.chance * tests < FALSE_ALARM ? best : null;
}

/** Two-sided chance of such a difference between two samples of one level. */
function chanceOfDifference(
  before: readonly number[],
  after: readonly number[],
  by: number,
): number {
  const degrees = before.length + after.length - 2;
  const squares =
    (before.length - 1) * deviationOf(before) ** 2 + (after.length - 1) * deviationOf(after) ** 2;
  const error = Math.sqrt((squares / degrees) * (1 / before.length + 1 / after.length));
  if (error === 0) return by === 0 ? 1 : 0;
  return 2 * studentCdf(-Math.abs(by) / error, degrees);
}

function levels(days: readonly DayValue[], at: number): [number[], number[]] {
  const values = days.map(({ value }) => value);
  return [values.slice(0, at), values.slice(at)];
}
