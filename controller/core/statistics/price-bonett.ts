import { binomialCdf, normalQuantile } from "./distributions.ts";
import { medianOf } from "./moments.ts";

/** A difference of medians with its interval, in the unit of the values. */
export type MedianDifference = {
  readonly difference: number;
  readonly standardError: number;
  readonly low: number;
  readonly high: number;
};

/** Fewer values have no standard error of their median. */
const FEWEST = 6;

/**
 * Median of one sample minus that of an independent other, with a 95 % interval (Price and Bonett
 * 2002, "Distribution-free confidence intervals for difference and ratio of medians"). Good within a
 * quarter of an hour; over days the values of a path depend on each other, and it claims too much.
 * Null where a sample has fewer than 6 values.
 */
export function medianDifference(
  one: readonly number[],
  other: readonly number[],
): MedianDifference | null {
  if (one.length < FEWEST || other.length < FEWEST) return null;
  const difference = medianOf(one) - medianOf(other);
  const standardError = Math.hypot(errorOfMedian(one), errorOfMedian(other));
  const half = normalQuantile(0.975) * standardError;
  return { difference, standardError, low: difference - half, high: difference + half };
}

function errorOfMedian(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const n = sorted.length;
  const rank = Math.max(1, Math.round(n / 2 - Math.sqrt(n)));
  const z = normalQuantile(1 - binomialCdf(rank - 1, n, 0.5));
  return ((sorted[n - rank] as number) - (sorted[rank - 1] as number)) / (2 * z);
}
