import { countInBins } from "../../../probe/contract/histogram.ts";
import { HISTOGRAM_BINS } from "../../../probe/contract/histogram-shape.ts";
import type { Quantile } from "../../contract/statistic.ts";
import { highestOfBin, lowestOfBin, middleOfBin } from "../histogram/latency-histogram.ts";
import { binAtShare, massesOf } from "../histogram/masses.ts";
import { quantileRanks } from "../histogram/order-statistics.ts";
import { quantile } from "../histogram/quantile.ts";
import type { Bucket } from "../summary/bucket.ts";
import { ADVICE_RULES } from "./advice-rules.ts";

const MEDIAN = 0.5;
/** Sums of shares are off by less than this; a share this close to a rank has reached it. */
const ROUNDING = 1e-9;

/**
 * Median, in microseconds, of what the users behind several vantages see when each vantage counts the
 * same. Every histogram is brought to mass 1 first: raw counts would weight by probe rate. Vantages
 * with too few values for a median are left out; null when none is left.
 *
 * The 95 % interval takes the ranks of n = V² / Σ 1/n_v values. The share of the mixture below any
 * point has variance (1/V²) Σ F_v(1 − F_v)/n_v, which is at most (1/V²) Σ 1/(4 n_v), that of n values
 * at their median; so the interval is never too narrow for independent values. Each bound is widened
 * by one bin.
 */
export function mixtureMedian(buckets: readonly Bucket[]): Quantile | null {
  const parts = buckets
    .map((bucket) => ({ bucket, n: countInBins(bucket.bins) }))
    .filter(({ n }) => n >= ADVICE_RULES.fewestValues);
  const [first, ...others] = parts;
  if (first === undefined) return null;
  if (others.length === 0) return medianOf(first.bucket);
  const worth = parts.length ** 2 / parts.reduce((sum, part) => sum + 1 / part.n, 0);
  const n = Math.floor(worth + ROUNDING);
  const ranks = quantileRanks(n, MEDIAN);
  const masses = massesOf(
    parts.map(({ bucket }) => ({ share: 1 / parts.length, bins: bucket.bins })),
  );
  const bound = (rank: number) => binAtShare(masses, rank / n);
  return {
    us: middleOfBin(binAtShare(masses, MEDIAN)),
    lowUs: ranks.low < 1 ? null : lowestOfBin(Math.max(0, bound(ranks.low) - 1)),
    highUs:
      ranks.high > n ? null : highestOfBin(Math.min(HISTOGRAM_BINS - 1, bound(ranks.high) + 1)),
  };
}

/** Told of a vantage and of a group that has it alone: of each bucket once. */
const known = new WeakMap<Bucket, Quantile | null>();

function medianOf(bucket: Bucket): Quantile | null {
  const before = known.get(bucket);
  if (before !== undefined) return before;
  const median = quantile(bucket.bins, MEDIAN, extremesOf(bucket));
  known.set(bucket, median);
  return median;
}

function extremesOf({ minUs, maxUs }: Bucket) {
  return minUs === null || maxUs === null ? undefined : { minUs, maxUs };
}
