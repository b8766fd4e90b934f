import { benjaminiHochberg } from "../statistics/benjamini-hochberg.ts";
import {
  chanceBelow,
  type DayInterval,
  type DayValue,
  dayInterval,
} from "../statistics/day-interval.ts";
import { type LevelShift, latestShift } from "./level-shift.ts";

/** Daily differences of one group, in microseconds, and what difference is worth acting on. */
export type GroupDays = {
  readonly group: string;
  readonly days: readonly DayValue[];
  readonly thresholdUs: number;
};

/** What the days of one group say: the first of the two is better (faster), equivalent, or worse. */
export type GroupJudgement = {
  readonly group: string;
  readonly verdict: "better" | "equivalent" | "worse" | "inconclusive" | "non_stationary";
  /** Of the days since the last shift; null below 3 of them. */
  readonly interval: DayInterval | null;
  readonly thresholdUs: number;
  /** The latest shift of level in all days. */
  readonly shift: LevelShift | null;
  /** Full days still to come before there can be a verdict; null where there is one, or where no number of days would give one. */
  readonly daysNeeded: number | null;
};

/** One weekly cycle. */
const PROVISIONAL_DAYS = 7;
/** More than this is no promise. */
const MOST_DAYS_NEEDED = 365;

/**
 * Verdicts for many groups together. `better` and `worse` need the whole interval beyond the threshold
 * and hold up against the number of groups asked (Benjamini-Hochberg at 5 % over the chances that the
 * true difference is within it); `equivalent` needs the whole interval within.
 */
export function judgeGroups(groups: readonly GroupDays[]): GroupJudgement[] {
  const looks = groups.map(look);
  const stands = benjaminiHochberg(looks.map(({ chance }) => chance));
  return looks.map((each, at) => judgement(each, stands[at] === true));
}

type Look = {
  readonly own: GroupDays;
  readonly shift: LevelShift | null;
  /** Since the shift. */
  readonly days: readonly DayValue[];
  readonly interval: DayInterval | null;
  /** Two-sided chance of such days if the true difference were the threshold; 1 without an interval. */
  readonly chance: number;
};

function look(own: GroupDays): Look {
  const shift = latestShift(own.days);
  const days = shift === null ? own.days : own.days.filter(({ day }) => day >= shift.day);
  const interval = dayInterval(days);
  return { own, shift, days, interval, chance: chanceWithin(interval, own.thresholdUs) };
}

function chanceWithin(interval: DayInterval | null, thresholdUs: number): number {
  if (interval === null || interval.days < PROVISIONAL_DAYS) return 1;
  const below = chanceBelow(interval, -thresholdUs);
  const above = 1 - chanceBelow(interval, thresholdUs);
  return Math.min(1, 2 * Math.min(below, above));
}

function judgement({ own, shift, days, interval }: Look, stands: boolean): GroupJudgement {
  const { group, thresholdUs } = own;
  const verdict = verdictOf(interval, thresholdUs, shift, stands);
  const daysNeeded =
    verdict === "inconclusive" || verdict === "non_stationary"
      ? daysStillNeeded(interval, thresholdUs, days.length)
      : null;
  return { group, verdict, interval, thresholdUs, shift, daysNeeded };
}

function verdictOf(
  interval: DayInterval | null,
  thresholdUs: number,
  shift: LevelShift | null,
  stands: boolean,
): GroupJudgement["verdict"] {
  if (interval === null || interval.days < PROVISIONAL_DAYS) {
    return shift === null ? "inconclusive" : "non_stationary";
  }
  if (interval.high < -thresholdUs) return stands ? "better" : "inconclusive";
  if (interval.low > thresholdUs) return stands ? "worse" : "inconclusive";
  const isWithin = interval.low >= -thresholdUs && interval.high <= thresholdUs;
  return isWithin ? "equivalent" : "inconclusive";
}

/**
 * Days to come at the present scatter: an interval shrinks with the root of its days, so it needs
 * D (half / distance)² in all, where distance is how far the mean lies from the nearer threshold.
 */
function daysStillNeeded(
  interval: DayInterval | null,
  thresholdUs: number,
  seen: number,
): number | null {
  if (interval === null) return PROVISIONAL_DAYS - seen;
  const { days, mean, high } = interval;
  const distance = Math.abs(Math.abs(mean) - thresholdUs);
  const half = high - mean;
  const inAll = Math.max(PROVISIONAL_DAYS, Math.ceil(days * (half / distance) ** 2));
  const more = Math.max(1, inAll - days);
  return more <= MOST_DAYS_NEEDED ? more : null;
}
