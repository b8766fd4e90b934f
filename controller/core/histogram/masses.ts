import { countInBins } from "../../../probe/contract/histogram.ts";
import { HISTOGRAM_BINS } from "../../../probe/contract/histogram-shape.ts";

/** Sums of shares are off by less than this; a share this close to a rank has reached it. */
const ROUNDING = 1e-9;

/** A distribution, and the share of the whole that it has. */
export interface WeightedBins {
  readonly share: number;
  /** Sparse bins of the wire. */
  readonly bins: readonly number[];
}

/**
 * A mixture of distributions, bin by bin. Each is brought to mass 1 first, so that counts weigh nothing:
 * they would weight by probe rate. Empty ones add nothing.
 */
export function massesOf(parts: Iterable<WeightedBins>): Float64Array {
  const masses = new Float64Array(HISTOGRAM_BINS);
  for (const { share, bins } of parts) {
    const n = countInBins(bins);
    let index = 0;
    for (let at = 0; at < bins.length; at += 2) {
      index += bins[at] as number;
      masses[index] = (masses[index] as number) + (share * (bins[at + 1] as number)) / n;
    }
  }
  return masses;
}

/** The first bin up to which the given share of the mass lies, where all of the mass is 1. */
export function binAtShare(masses: Float64Array, share: number): number {
  let seen = 0;
  let last = 0;
  for (let index = 0; index < masses.length; index += 1) {
    const mass = masses[index] as number;
    if (mass === 0) continue;
    seen += mass;
    last = index;
    if (seen >= share - ROUNDING) break;
  }
  return last;
}
