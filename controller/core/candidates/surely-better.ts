import { latestShift } from "../evidence/level-shift.ts";
import { type DayValue, dayInterval } from "../statistics/day-interval.ts";

/** One weekly cycle. */
const FEWEST_DAYS = 7;
/** Chance of taking any of the choices for better although it is not. */
const MISS = 0.05;

/**
 * Whether an endpoint is faster than the one that users are led to anyway, by days on one level: the
 * mean beyond the threshold and the whole interval below zero, so wide that it holds for all choices
 * together (Bonferroni). The lowest of several medians is too low by its very choice, so a lead that is
 * not sure is none.
 *
 * @param differencesUs how much longer it takes, day by day
 * @param choices how many endpoints it was chosen among
 */
export function isSurelyBetter(
  differencesUs: readonly DayValue[],
  thresholdUs: number,
  choices: number,
): boolean {
  const shift = latestShift(differencesUs);
  const days = differencesUs.filter(({ day }) => shift === null || day >= shift.day);
  if (days.length < FEWEST_DAYS) return false;
  const interval = dayInterval(days, MISS / Math.max(1, choices));
  return interval !== null && interval.high < 0 && interval.mean <= -thresholdUs;
}

/** Days of several groups as one, by their shares; days on which not all measured do not count. */
export function pooledDays(
  groups: readonly { readonly share: number; readonly days: readonly DayValue[] }[],
): DayValue[] {
  const total = groups.reduce((sum, { share }) => sum + share, 0);
  const byDay = new Map<number, { value: number; groups: number }>();
  for (const { share, days } of groups) {
    for (const { day, value } of days) {
      const own = byDay.get(day) ?? { value: 0, groups: 0 };
      own.value += (value * share) / total;
      own.groups += 1;
      byDay.set(day, own);
    }
  }
  return [...byDay]
    .filter(([, own]) => own.groups === groups.length)
    .map(([day, { value }]) => ({ day, value }))
    .sort((a, b) => a.day - b.day);
}
