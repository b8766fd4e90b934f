import { countInBins } from "../../../probe/contract/histogram.ts";
import { HISTOGRAM_BINS } from "../../../probe/contract/histogram-shape.ts";
import type { Quantile } from "../../contract/statistic.ts";
import { highestOfBin, lowestOfBin, middleOfBin } from "./latency-histogram.ts";
import { quantileRanks } from "./order-statistics.ts";
import { binAtRank, binAtRankIn, type RankedBins } from "./ranked-bins.ts";

/**
 * Values needed before a quantile is shown. From these on the upper bound of the 95 % interval exists
 * (one-sided: 0.9^29 < 0.05, 0.95^59 < 0.05, 0.99^299 < 0.05); the median needs both bounds.
 */
const FEWEST_VALUES: readonly { readonly p: number; readonly n: number }[] = [
  { p: 0.5, n: 6 },
  { p: 0.9, n: 29 },
  { p: 0.95, n: 59 },
  { p: 0.99, n: 299 },
];

/** Exact extremes of the values in the bins, in microseconds. */
export type Extremes = { readonly minUs: number; readonly maxUs: number };

/** Values needed before the `p` quantile is shown. */
export function fewestValues(p: number): number {
  return FEWEST_VALUES.find((row) => row.p >= p)?.n ?? Math.ceil(Math.log(0.05) / Math.log(p));
}

/**
 * The `p` quantile (0 < p < 1) of a histogram in microseconds with its distribution-free 95 %
 * interval; null where too few values are there to show one. The bounds are widened by one bin, which
 * is the error of the recorded values, and kept within the exact extremes where those are given.
 */
export function quantile(bins: readonly number[], p: number, extremes?: Extremes): Quantile | null {
  return around(countInBins(bins), p, (rank) => binAtRankIn(bins, rank), extremes);
}

/** The same of bins that were ranked before: several quantiles of one histogram need that once. */
export function quantileOf(ranked: RankedBins, p: number, extremes?: Extremes): Quantile | null {
  return around(ranked.n, p, (rank) => binAtRank(ranked, rank), extremes);
}

function around(
  n: number,
  p: number,
  binAt: (rank: number) => number,
  extremes: Extremes | undefined,
): Quantile | null {
  if (n < fewestValues(p)) return null;
  const within = clamp(extremes);
  const ranks = quantileRanks(n, p);
  const low = ranks.low < 1 ? null : binAt(ranks.low);
  const high = ranks.high > n ? null : binAt(ranks.high);
  return {
    us: within(middleOfBin(binAt(Math.max(1, Math.ceil(p * n))))),
    lowUs: low === null ? null : within(lowestOfBin(Math.max(0, low - 1))),
    highUs: high === null ? null : within(highestOfBin(Math.min(HISTOGRAM_BINS - 1, high + 1))),
  };
}

function clamp(extremes: Extremes | undefined): (us: number) => number {
  if (extremes === undefined) return (us) => us;
  return (us) => Math.min(Math.max(us, extremes.minUs), extremes.maxUs);
}
