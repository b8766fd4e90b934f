import { HISTOGRAM_BINS } from "../../../probe/contract/histogram-shape.ts";
import { middleOfBin } from "../histogram/latency-histogram.ts";
import type { MeasuredGroup } from "./measured-parts.ts";

/** How the times of a group are distributed: `coverage` in all. Plain arrays: there are thousands of small ones. */
export interface GroupTimes {
  readonly coverage: number;
  /** Bins that have a mass, in order. */
  readonly bins: readonly number[];
  /** That of each of them. */
  readonly masses: readonly number[];
  /** The same path by path and day by day, which together are the whole. */
  readonly days: readonly WeighedDay[];
}

interface WeighedDay {
  readonly day: number;
  /** Sparse bins of the wire. */
  readonly counts: readonly number[];
  /** Mass of each value. */
  readonly perValue: number;
}

const NOTHING: GroupTimes = { coverage: 0, bins: [], masses: [], days: [] };
/** Sums of shares are off by less than this. */
export const ROUNDING = 1e-9;

/** Where masses are added up, empty again after each use. */
const scratch = new Float64Array(HISTOGRAM_BINS);

/**
 * Mixes what a group gets, each path by the users on it and each of its days alike. A path that was
 * measured on some of the days only stands with more weight on these, so that no user counts less.
 */
export function groupTimes({ parts, coverage }: MeasuredGroup): GroupTimes {
  if (parts.length === 0) return NOTHING;
  const days: WeighedDay[] = [];
  let first = HISTOGRAM_BINS;
  let last = 0;
  for (const { share, path } of parts) {
    for (const { day, bins: counts, n } of path.days) {
      const own = { day, counts, perValue: share / path.days.length / n };
      days.push(own);
      first = Math.min(first, counts[0] as number);
      last = Math.max(last, addDay(scratch, own, 1));
    }
  }
  const bins: number[] = [];
  const masses: number[] = [];
  for (let bin = first; bin <= last; bin += 1) {
    const mass = scratch[bin] as number;
    if (mass === 0) continue;
    bins.push(bin);
    masses.push(mass);
  }
  scratch.fill(0, first, last + 1);
  return { coverage, bins, masses, days };
}

/** Adds a day's masses to sums by bin; answers its last bin. */
export function addDay(
  sums: Float64Array,
  { counts, perValue }: WeighedDay,
  weight: number,
): number {
  let bin = 0;
  for (let at = 0; at < counts.length; at += 2) {
    bin += counts[at] as number;
    sums[bin] = (sums[bin] as number) + perValue * (counts[at + 1] as number) * weight;
  }
  return bin;
}

/** A quantile of one group, in microseconds; null where nothing of it was measured. */
export function groupQuantileUs(
  { bins, masses, coverage }: Pick<GroupTimes, "bins" | "masses" | "coverage">,
  p: number,
): number | null {
  if (coverage === 0) return null;
  const wanted = p * coverage - ROUNDING;
  let seen = 0;
  let at = 0;
  for (; at < bins.length - 1; at += 1) {
    seen += masses[at] as number;
    if (seen >= wanted) break;
  }
  return middleOfBin(bins[at] ?? 0);
}
