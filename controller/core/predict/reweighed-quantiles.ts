import { middleOfBin } from "../histogram/latency-histogram.ts";
import type { GroupTimes } from "./group-times.ts";
import { mixedBin, ROUNDING, type Times } from "./path-times.ts";

/** Quantiles of all users in µs, by the parts of them that the groups have; null where none of those was measured. */
export type ReweighedQuantiles = (
  weights: readonly number[],
  quantiles: readonly number[],
) => number[] | null;

/** Asked for hundreds of weights at a time, so the mixture is never made. */
export function reweighedQuantiles(groups: readonly GroupTimes[]): ReweighedQuantiles {
  const all = groups.map(({ times }) => times);
  return (weights, quantiles) => {
    let coverage = 0;
    for (let at = 0; at < all.length; at += 1) {
      coverage += (weights[at] ?? 0) * (all[at] as Times).mass;
    }
    if (coverage === 0) return null;
    return quantiles.map((p) => middleOfBin(mixedBin(all, weights, p * coverage - ROUNDING)));
  };
}
