import { HISTOGRAM_BINS } from "../../../probe/contract/histogram-shape.ts";
import type { Band } from "../../contract/distribution.ts";
import { highestOfBin, lowestOfBin } from "./latency-histogram.ts";

/** Neighbouring bins taken together, the same number in each band; bands of any two such are alike. */
export type Bands = {
  readonly firstBin: number;
  readonly binsPerBand: number;
  readonly bands: readonly Band[];
};

/**
 * Bands that hold every value of the given sparse bins, `limit` of them at most. They hold a power of
 * two bins each and begin at multiples of that, so that bands drawn over different windows lie on each
 * other or halve each other. No bands without values.
 */
export function bandsOver(lists: readonly (readonly number[])[], limit: number): Bands {
  const [lowest, highest] = reach(lists);
  if (highest < lowest) return { firstBin: 0, binsPerBand: 1, bands: [] };
  let binsPerBand = 1;
  const bandOf = (bin: number) => Math.floor(bin / binsPerBand);
  while (bandOf(highest) - bandOf(lowest) + 1 > limit) binsPerBand *= 2;
  const first = bandOf(lowest);
  const bands = Array.from({ length: bandOf(highest) - first + 1 }, (_, at) => {
    const from = (first + at) * binsPerBand;
    const to = Math.min(HISTOGRAM_BINS, from + binsPerBand) - 1;
    return { fromUs: lowestOfBin(from), toUs: highestOfBin(to) };
  });
  return { firstBin: first * binsPerBand, binsPerBand, bands };
}

/** How many values of the bins fall into each band. Every value must lie within the bands. */
export function countInBands(
  bins: readonly number[],
  { firstBin, binsPerBand, bands }: Bands,
): number[] {
  const counts = bands.map(() => 0);
  let bin = 0;
  for (let at = 0; at < bins.length; at += 2) {
    bin += bins[at] as number;
    const band = Math.floor((bin - firstBin) / binsPerBand);
    counts[band] = (counts[band] as number) + (bins[at + 1] as number);
  }
  return counts;
}

/** Lowest and highest occupied bin of all lists. */
function reach(lists: readonly (readonly number[])[]): [number, number] {
  let lowest = HISTOGRAM_BINS;
  let highest = -1;
  for (const bins of lists) {
    if (bins.length === 0) continue;
    let bin = 0;
    for (let at = 0; at < bins.length; at += 2) bin += bins[at] as number;
    lowest = Math.min(lowest, bins[0] as number);
    highest = Math.max(highest, bin);
  }
  return [lowest, highest];
}
