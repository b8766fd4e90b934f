import { HISTOGRAM_BINS } from "../../../probe/contract/histogram-shape.ts";
import { highestOfBin, lowestOfBin, middleOfBin } from "../histogram/latency-histogram.ts";
import { dayInterval } from "../statistics/day-interval.ts";
import type { DayDraws } from "./day-draws.ts";
import type { MeasuredGroup } from "./measured-parts.ts";
import type { UsInterval } from "./prediction.ts";

/** A group with its part of the users. */
export interface WeighedGroup {
  readonly weight: number;
  readonly measured: MeasuredGroup;
}

/** How the times of a group are distributed: masses of neighbouring bins, `coverage` in all. */
export interface GroupTimes {
  readonly firstBin: number;
  readonly masses: Float64Array;
  readonly coverage: number;
}

/** How the times of all users are distributed, day by day and group by group. */
export interface UsersTimes {
  /** Share of the users that was measured. */
  readonly coverage: number;
  /** Of the union of all days, in order. */
  readonly days: readonly number[];
  /** Of each day: the mass up to each bin, those of all days with the same weight. */
  readonly upTo: readonly Float64Array[];
  readonly groups: readonly GroupTimes[];
}

const NOTHING: GroupTimes = { firstBin: 0, masses: new Float64Array(0), coverage: 0 };
/** Sums of shares are off by less than this. */
const ROUNDING = 1e-9;

/**
 * Mixes what the groups get, each path by the users on it and each of its days alike. A path that was
 * measured on some of the days only stands with more weight on these, so that no user counts less.
 */
export function usersTimes(groups: readonly WeighedGroup[]): UsersTimes {
  const used = groups.flatMap(({ measured }) => measured.parts.map(({ path }) => path));
  const days = [...new Set(used.flatMap((path) => path.days.map(({ day }) => day)))];
  days.sort((a, b) => a - b);
  const places = new Map(days.map((day, at) => [day, at]));
  const upTo = days.map(() => new Float64Array(HISTOGRAM_BINS));
  const scratch = new Float64Array(HISTOGRAM_BINS);
  const times = groups.map(({ weight, measured }) => {
    if (measured.parts.length === 0) return NOTHING;
    let first = HISTOGRAM_BINS;
    let last = 0;
    for (const { share, path } of measured.parts) {
      const perDay = share / path.days.length;
      for (const { day, bins, n } of path.days) {
        const own = upTo[places.get(day) ?? 0] as Float64Array;
        const mass = perDay / n;
        let bin = 0;
        for (let at = 0; at < bins.length; at += 2) {
          bin += bins[at] as number;
          const part = mass * (bins[at + 1] as number);
          scratch[bin] = (scratch[bin] as number) + part;
          own[bin] = (own[bin] as number) + part * weight;
        }
        first = Math.min(first, bins[0] as number);
        last = Math.max(last, bin);
      }
    }
    const masses = scratch.slice(first, last + 1);
    scratch.fill(0, first, last + 1);
    return { firstBin: first, masses, coverage: measured.coverage };
  });
  for (const own of upTo) {
    for (let bin = 1; bin < own.length; bin += 1) {
      own[bin] = (own[bin] as number) + (own[bin - 1] as number);
    }
  }
  const coverage = groups.reduce(
    (sum, { weight, measured }) => sum + weight * measured.coverage,
    0,
  );
  return { coverage: Math.min(1, coverage), days, upTo, groups: times };
}

/** A quantile of one group, in microseconds; null where nothing of it was measured. */
export function groupQuantileUs(
  { firstBin, masses, coverage }: GroupTimes,
  p: number,
): number | null {
  if (coverage === 0) return null;
  const wanted = p * coverage - ROUNDING;
  let seen = 0;
  let at = 0;
  for (; at < masses.length - 1; at += 1) {
    seen += masses[at] as number;
    if (seen >= wanted) break;
  }
  return middleOfBin(firstBin + at);
}

/** Quantiles of all users if the groups had other weights; null where none of them was measured. */
export function reweighedQuantilesUs(
  groups: readonly GroupTimes[],
  weights: readonly number[],
  quantiles: readonly number[],
): number[] | null {
  const all = new Float64Array(HISTOGRAM_BINS);
  let coverage = 0;
  groups.forEach(({ firstBin, masses, coverage: own }, group) => {
    const weight = weights[group] ?? 0;
    coverage += weight * own;
    for (let at = 0; at < masses.length; at += 1) {
      all[firstBin + at] = (all[firstBin + at] as number) + weight * (masses[at] as number);
    }
  });
  if (coverage === 0) return null;
  const times = { firstBin: 0, masses: all, coverage };
  return quantiles.map((p) => groupQuantileUs(times, p) ?? 0);
}

/** One weekly cycle: fewer days say too little of how days differ. */
const FEWEST_DAYS = 7;
const MISS_PER_SIDE = 0.025;

/**
 * A quantile of all users with its 95 % interval, out of days drawn anew; days that resemble their
 * neighbours count for fewer, which widens it by the root of D / D_eff. Bounds are null below seven
 * days; null where nobody was measured.
 */
export function usersQuantile(times: UsersTimes, p: number, draws: DayDraws): UsInterval | null {
  const { upTo, days, coverage } = times;
  if (coverage === 0) return null;
  const ones = new Uint16Array(days.length).fill(1);
  const us = middleOfBin(binAt(upTo, ones, 0, p));
  if (days.length < FEWEST_DAYS) return { us, lowUs: null, highUs: null };
  const bins = Array.from({ length: draws.draws }, (_, draw) =>
    binAt(upTo, draws.counts, draw * days.length, p),
  ).sort((a, b) => a - b);
  const miss = Math.floor(MISS_PER_SIDE * bins.length);
  const low = lowestOfBin(bins[miss] as number);
  const high = highestOfBin(bins[bins.length - 1 - miss] as number);
  const wider = Math.sqrt(days.length / effectiveDays(times, p));
  return {
    us,
    lowUs: Math.max(0, Math.round(us - wider * Math.max(0, us - low))),
    highUs: Math.round(us + wider * Math.max(0, high - us)),
  };
}

/** How many independent days would tell as much of a quantile, by how it went from day to day. */
function effectiveDays({ upTo, days }: UsersTimes, p: number): number {
  const values = days.flatMap((day, at) => {
    const own = upTo[at] as Float64Array;
    const isThere = (own[own.length - 1] as number) > 0;
    return isThere ? [{ day, value: middleOfBin(binAt([own], ALONE, 0, p)) }] : [];
  });
  return dayInterval(values)?.effectiveDays ?? days.length;
}

const ALONE = new Uint16Array(1).fill(1);

/** The first bin up to which the share `p` lies, each day taken so often as `counts` says from `from` on. */
function binAt(
  upTo: readonly Float64Array[],
  counts: Uint16Array,
  from: number,
  p: number,
): number {
  const upToBin = (bin: number) => {
    let sum = 0;
    for (let day = 0; day < upTo.length; day += 1) {
      const times = counts[from + day] as number;
      if (times > 0) sum += times * ((upTo[day] as Float64Array)[bin] as number);
    }
    return sum;
  };
  const wanted = upToBin(HISTOGRAM_BINS - 1) * (p - ROUNDING);
  let low = 0;
  let high = HISTOGRAM_BINS - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (upToBin(middle) >= wanted) high = middle;
    else low = middle + 1;
  }
  return low;
}
