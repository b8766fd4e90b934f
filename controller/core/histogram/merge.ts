import type { SparseBins } from "../../../probe/contract/histogram.ts";
import { HISTOGRAM_BINS } from "../../../probe/contract/histogram-shape.ts";

/**
 * Adds histograms bin by bin. The order and the grouping of the lists make no difference, so partial
 * sums may be kept and added later without loss.
 */
export function mergeBins(lists: readonly (readonly number[])[]): SparseBins {
  const filled = lists.filter((bins) => bins.length > 0);
  const [only, ...others] = filled;
  if (only === undefined) return [];
  if (others.length === 0) return [...only];
  let highest = 0;
  let lowest = HISTOGRAM_BINS;
  for (const bins of filled) {
    lowest = Math.min(lowest, bins[0] as number);
    highest = Math.max(highest, addBins(scratch, bins));
  }
  const merged = sparse(scratch, lowest, highest);
  scratch.fill(0, lowest, highest + 1);
  return merged;
}

/**
 * Empty between two calls: long windows are merged by the ten thousand, and room for each would be most
 * of the work. Doubles count exactly up to 2^53; 32-bit integers would overflow in a busy bin.
 */
const scratch = new Float64Array(HISTOGRAM_BINS);

/** Adds sparse bins to a dense array of counts; answers the highest index it touched. */
function addBins(counts: Float64Array, bins: readonly number[]): number {
  let index = 0;
  for (let at = 0; at < bins.length; at += 2) {
    index += bins[at] as number;
    counts[index] = (counts[index] as number) + (bins[at + 1] as number);
  }
  return index;
}

function sparse(counts: Float64Array, lowest: number, highest: number): SparseBins {
  const bins: number[] = [];
  let previous = 0;
  for (let index = lowest; index <= highest; index += 1) {
    const count = counts[index] as number;
    if (count === 0) continue;
    bins.push(index - previous, count);
    previous = index;
  }
  return bins;
}
