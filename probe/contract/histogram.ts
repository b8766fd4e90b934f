import * as z from "zod";
import { HISTOGRAM_BINS } from "./histogram-shape.ts";

/**
 * Occupied bins only: `[index, count, step, count, step, count, …]`, the first index absolute, each
 * later one the distance to the bin before. Small, readable in a log, and added bin by bin.
 */
export const SparseBins = z
  // A batch holds thousands of these numbers: one check for all of them is five times as fast as one each.
  .array(z.number().meta({ type: "integer", minimum: 0 }))
  .max(2 * HISTOGRAM_BINS)
  .superRefine((bins, context) => {
    const at = bins.findIndex((bin) => !Number.isSafeInteger(bin) || bin < 0);
    if (at >= 0) {
      const message = `is ${bins[at]}, which is no whole number from 0 on`;
      context.addIssue({ code: "custom", path: [at], message });
      return;
    }
    const fault = sparseBinsFault(bins);
    if (fault !== null) context.addIssue({ code: "custom", message: fault });
  });

export type SparseBins = z.infer<typeof SparseBins>;

/** Says what is wrong with a list of sparse bins; null for a sound one. */
export function sparseBinsFault(bins: readonly number[]): string | null {
  if (bins.length % 2 !== 0) return "bins come in pairs of position and count";
  let index = 0;
  for (let at = 0; at < bins.length; at += 2) {
    const step = bins[at] as number;
    if (at > 0 && step === 0) return `bin ${index} stands twice`;
    index += step;
    if (index >= HISTOGRAM_BINS) return `bin ${index} is beyond the last bin ${HISTOGRAM_BINS - 1}`;
    if (bins[at + 1] === 0) return `bin ${index} is listed with a count of 0`;
  }
  return null;
}

/** How many values the bins hold. */
export function countInBins(bins: readonly number[]): number {
  let total = 0;
  for (let at = 1; at < bins.length; at += 2) total += bins[at] as number;
  return total;
}
