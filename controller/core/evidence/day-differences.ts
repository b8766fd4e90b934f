import type { DayValue } from "../statistics/day-interval.ts";
import { meanOf } from "../statistics/moments.ts";

/** Medians of two paths in the same five minutes, in microseconds, and how many values each has. */
export type PairedMedians = {
  /** Start of the five minutes, epoch milliseconds. */
  readonly atMs: number;
  readonly one: { readonly us: number; readonly n: number };
  readonly other: { readonly us: number; readonly n: number };
};

/** What an hour came to: the mean of its five-minute differences. */
export type HourDifference = { readonly hour: number; readonly us: number };

/** A median of fewer values says too little of its five minutes. */
const FEWEST_VALUES = 6;
/** Fewer hours would let one part of the day stand for all of it. */
const FEWEST_HOURS = 18;
const HOUR_MS = 3_600_000;
const HOURS_OF_DAY = 24;

/** How much more `one` takes than `other`, hour by hour since the epoch, in order of time. */
export function hourDifferences(pairs: readonly PairedMedians[]): HourDifference[] {
  const byHour = new Map<number, number[]>();
  for (const { atMs, one, other } of pairs) {
    if (one.n < FEWEST_VALUES || other.n < FEWEST_VALUES) continue;
    const hour = Math.floor(atMs / HOUR_MS);
    const own = byHour.get(hour);
    if (own === undefined) byHour.set(hour, [one.us - other.us]);
    else own.push(one.us - other.us);
  }
  return [...byHour]
    .map(([hour, differences]) => ({ hour, us: meanOf(differences) }))
    .sort((a, b) => a.hour - b.hour);
}

/**
 * Days (UTC, since the epoch) with at least 18 measured hours, each hour with the same weight, so that
 * an hour with gaps counts no less. In order of time.
 */
export function dayDifferences(hours: readonly HourDifference[]): DayValue[] {
  const byDay = new Map<number, number[]>();
  for (const { hour, us } of hours) {
    const day = Math.floor(hour / HOURS_OF_DAY);
    const own = byDay.get(day);
    if (own === undefined) byDay.set(day, [us]);
    else own.push(us);
  }
  return [...byDay]
    .filter(([, own]) => own.length >= FEWEST_HOURS)
    .map(([day, own]) => ({ day, value: meanOf(own) }))
    .sort((a, b) => a.day - b.day);
}

/** A vantage that has fewer of the group's days than this stands for nobody. */
const LEAST_PRESENCE = 0.5;

/**
 * The days of a group of vantages that stand for it in equal parts. Only days count on which all of
 * them measured: a day without one of them would differ for that reason alone.
 */
export function groupDays(vantages: readonly (readonly DayValue[])[]): DayValue[] {
  const most = Math.max(0, ...vantages.map((days) => days.length));
  const present = vantages.filter(
    (days) => days.length > 0 && days.length >= LEAST_PRESENCE * most,
  );
  const byDay = new Map<number, number[]>();
  for (const { day, value } of present.flat()) {
    byDay.set(day, [...(byDay.get(day) ?? []), value]);
  }
  return [...byDay]
    .filter(([, own]) => own.length === present.length)
    .map(([day, own]) => ({ day, value: meanOf(own) }))
    .sort((a, b) => a.day - b.day);
}
