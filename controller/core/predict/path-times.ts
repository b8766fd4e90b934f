import { HISTOGRAM_BINS } from "../../../probe/contract/histogram-shape.ts";
import { middleOfBin } from "../histogram/latency-histogram.ts";

/** A distribution of times: the mass up to each bin, from the first bin that has any to the last. */
export interface Times {
  readonly firstBin: number;
  readonly upTo: Float64Array;
  /** In all. */
  readonly mass: number;
}

/** Sums of shares are off by less than this. */
export const ROUNDING = 1e-9;

/** One full day of a path: its number since the epoch, and its sparse bins, of which there are some. */
export interface DayBins {
  readonly day: number;
  readonly bins: readonly number[];
}

const scratch = new Float64Array(HISTOGRAM_BINS);

/**
 * What was measured on a path, each of its days alike, with a mass of 1.
 *
 * @param counts how many values each day holds
 */
export function timesOfDays(days: readonly DayBins[], counts: readonly number[]): Times {
  let first = HISTOGRAM_BINS;
  let last = 0;
  for (let each = 0; each < days.length; each += 1) {
    const { bins } = days[each] as DayBins;
    const perValue = 1 / days.length / (counts[each] as number);
    let bin = 0;
    for (let at = 0; at < bins.length; at += 2) {
      bin += bins[at] as number;
      scratch[bin] = (scratch[bin] as number) + perValue * (bins[at + 1] as number);
    }
    first = Math.min(first, bins[0] as number);
    last = Math.max(last, bin);
  }
  const made = timesUpTo(first, scratch.slice(first, last + 1));
  scratch.fill(0, first, last + 1);
  return made;
}

/** From masses bin by bin, which are summed up in place. */
function timesUpTo(firstBin: number, masses: Float64Array): Times {
  let sum = 0;
  for (let at = 0; at < masses.length; at += 1) {
    sum += masses[at] as number;
    masses[at] = sum;
  }
  return { firstBin, upTo: masses, mass: sum };
}

export function massUpTo({ firstBin, upTo, mass }: Times, bin: number): number {
  const at = bin - firstBin;
  if (at < 0) return 0;
  return at < upTo.length ? (upTo[at] as number) : mass;
}

/**
 * The first bin up to which a mixture has so much mass, searched for without putting the mixture together.
 *
 * @param shares of each of the distributions
 */
export function mixedBin(
  all: readonly Times[],
  shares: readonly number[],
  wantedMass: number,
): number {
  let low = HISTOGRAM_BINS - 1;
  let high = 0;
  for (const { firstBin, upTo } of all) {
    if (upTo.length === 0) continue;
    low = Math.min(low, firstBin);
    high = Math.max(high, firstBin + upTo.length - 1);
  }
  while (low < high) {
    const middle = (low + high) >> 1;
    let sum = 0;
    for (let at = 0; at < all.length; at += 1) {
      sum += (shares[at] as number) * massUpTo(all[at] as Times, middle);
    }
    if (sum >= wantedMass) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** A quantile of paths of which each counts alike, in µs; null without any. */
export function pathsQuantileUs(
  paths: readonly { readonly times: Times }[],
  p: number,
): number | null {
  if (paths.length === 0) return null;
  const shares = paths.map(() => 1 / paths.length);
  const all = paths.map(({ times }) => times);
  return middleOfBin(mixedBin(all, shares, p - ROUNDING));
}
