import { HISTOGRAM_BINS } from "../../../probe/contract/histogram-shape.ts";
import { highestOfBin, lowestOfBin, middleOfBin } from "../histogram/latency-histogram.ts";
import { dayInterval } from "../statistics/day-interval.ts";
import type { DayDraws } from "./day-draws.ts";
import type { GroupTimes } from "./group-times.ts";
import { ROUNDING } from "./path-times.ts";
import type { UsInterval } from "./prediction.ts";

/** A group with its part of the users. */
export interface WeighedGroup {
  readonly weight: number;
  readonly times: GroupTimes;
}

/** How the times of all users are distributed, day by day. */
export interface UsersTimes {
  /** Share of the users that was measured. */
  readonly coverage: number;
  /** Of the union of all days, in order. */
  readonly days: readonly number[];
  readonly firstBin: number;
  /** Of each day: the mass up to each bin from the first on, those of all days with the same weight. */
  readonly upTo: readonly Float64Array[];
}

/** Mixes what the groups get, each by its users. */
export function usersTimes(groups: readonly WeighedGroup[]): UsersTimes {
  const seen = new Set<number>();
  let firstBin = HISTOGRAM_BINS;
  let end = 0;
  for (const { times } of groups) {
    for (const { path } of times.parts) {
      for (const { day } of path.days) seen.add(day);
      firstBin = Math.min(firstBin, path.times.firstBin);
      end = Math.max(end, path.times.firstBin + path.times.upTo.length);
    }
  }
  const days = [...seen].sort((a, b) => a - b);
  const upTo = days.map(() => new Float64Array(Math.max(0, end - firstBin)));
  const ofDay = new Map(days.map((day, at) => [day, upTo[at] as Float64Array]));
  for (const { weight, times } of groups) {
    for (const { share, path } of times.parts) {
      const ofADay = (share * weight) / path.days.length;
      path.days.forEach(({ day, bins }, at) => {
        const perValue = ofADay / (path.counts[at] as number);
        addBins(ofDay.get(day) as Float64Array, bins, perValue, -firstBin);
      });
    }
  }
  for (const own of upTo) {
    for (let bin = 1; bin < own.length; bin += 1) {
      own[bin] = (own[bin] as number) + (own[bin - 1] as number);
    }
  }
  const coverage = groups.reduce((sum, { weight, times }) => sum + weight * times.coverage, 0);
  return { coverage: Math.min(1, coverage), days, firstBin, upTo };
}

/** Adds the masses of sparse bins to sums by bin. */
function addBins(sums: Float64Array, bins: readonly number[], perValue: number, from: number) {
  let bin = from;
  for (let at = 0; at < bins.length; at += 2) {
    bin += bins[at] as number;
    sums[bin] = (sums[bin] as number) + perValue * (bins[at + 1] as number);
  }
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
  const { upTo, days, coverage, firstBin } = times;
  if (coverage === 0) return null;
  const everywhere = { first: 0, last: (upTo[0]?.length ?? 1) - 1 };
  const ofDays = upTo.map((own) =>
    (own[own.length - 1] as number) > 0 ? binAt([own], ALONE, 0, p, everywhere) : null,
  );
  const measured = ofDays.filter((bin) => bin !== null);
  // A mixture's quantile lies between those of what is mixed.
  const range = { first: Math.min(...measured), last: Math.max(...measured) };
  const ones = new Uint16Array(days.length).fill(1);
  const us = middleOfBin(firstBin + binAt(upTo, ones, 0, p, range));
  if (days.length < FEWEST_DAYS) return { us, lowUs: null, highUs: null };
  const bins = new Uint16Array(draws.draws);
  for (let draw = 0; draw < bins.length; draw += 1) {
    bins[draw] = binAt(upTo, draws.counts, draw * days.length, p, range);
  }
  bins.sort();
  const miss = Math.floor(MISS_PER_SIDE * bins.length);
  const low = lowestOfBin(firstBin + (bins[miss] as number));
  const high = highestOfBin(firstBin + (bins[bins.length - 1 - miss] as number));
  const wider = Math.sqrt(days.length / effectiveDays(days, ofDays, firstBin));
  return {
    us,
    lowUs: Math.max(0, Math.round(us - wider * Math.max(0, us - low))),
    highUs: Math.round(us + wider * Math.max(0, high - us)),
  };
}

/** How many independent days would tell as much of a quantile, by how it went from day to day. */
function effectiveDays(
  days: readonly number[],
  ofDays: readonly (number | null)[],
  firstBin: number,
): number {
  const values = days.flatMap((day, at) => {
    const bin = ofDays[at] ?? null;
    return bin === null ? [] : [{ day, value: middleOfBin(firstBin + bin) }];
  });
  return dayInterval(values)?.effectiveDays ?? days.length;
}

const ALONE = new Uint16Array(1).fill(1);

/** Bins that are looked at, counted from the first. */
interface BinRange {
  readonly first: number;
  readonly last: number;
}

/** The first bin of a range up to which the share `p` lies, each day taken so often as `counts` says from `from` on. */
function binAt(
  upTo: readonly Float64Array[],
  counts: Uint16Array,
  from: number,
  p: number,
  { first, last }: BinRange,
): number {
  const upToBin = (bin: number) => {
    let sum = 0;
    for (let day = 0; day < upTo.length; day += 1) {
      const times = counts[from + day] as number;
      if (times > 0) sum += times * ((upTo[day] as Float64Array)[bin] as number);
    }
    return sum;
  };
  const wanted = upToBin((upTo[0]?.length ?? 1) - 1) * (p - ROUNDING);
  let low = first;
  let high = last;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (upToBin(middle) >= wanted) high = middle;
    else low = middle + 1;
  }
  return low;
}
