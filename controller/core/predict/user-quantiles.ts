import { middleOfBin } from "../histogram/latency-histogram.ts";
import { binAtShare, massesOf, type WeightedBins } from "../histogram/masses.ts";

/** What users see of a design, as far as it was measured. */
export interface UserQuantiles {
  /** Share of the users for whom measurements stand; the rest is left out of the quantiles. */
  readonly coverage: number;
  /** In µs, one for each share that was asked for; null where nobody was measured. */
  readonly us: readonly number[] | null;
}

/**
 * Quantiles over all users: each part of them by its share, with the times measured for it. A mixture
 * of distributions, never a mean of percentiles.
 *
 * @param parts shares add up to 1 at most; a part that was not measured has no bins
 * @param quantiles between 0 and 1, such as 0.5 and 0.95
 */
export function userQuantiles(
  parts: readonly WeightedBins[],
  quantiles: readonly number[],
): UserQuantiles {
  const measured = parts.filter(({ share, bins }) => share > 0 && bins.length > 0);
  const coverage = measured.reduce((sum, { share }) => sum + share, 0);
  if (coverage === 0) return { coverage, us: null };
  const masses = massesOf(measured.map(({ share, bins }) => ({ share: share / coverage, bins })));
  return { coverage, us: quantiles.map((p) => middleOfBin(binAtShare(masses, p))) };
}
