import { middleOfBin } from "../histogram/latency-histogram.ts";
import type { MeasuredGroup, MeasuredPart } from "./measured-parts.ts";
import { massUpTo, mixedBin, ROUNDING, type Times } from "./path-times.ts";

/** How the times of a group are distributed: a mass of `coverage` in all. */
export interface GroupTimes {
  readonly coverage: number;
  readonly times: Times;
  /** The paths that together are the whole, of which days are told apart. */
  readonly parts: readonly MeasuredPart[];
}

const NOTHING: GroupTimes = {
  coverage: 0,
  times: { firstBin: 0, upTo: new Float64Array(0), mass: 0 },
  parts: [],
};
const WHOLE = [1];

/**
 * Mixes what a group gets, each path by the users on it and each of its days alike. A path that was
 * measured on some of the days only stands with more weight on these, so that no user counts less.
 */
export function groupTimes({ parts, coverage }: MeasuredGroup): GroupTimes {
  const [only, ...others] = parts;
  if (only === undefined) return NOTHING;
  // Most groups are on one path, whose times then are theirs.
  if (others.length === 0 && only.share === 1) {
    return { coverage, times: only.path.times, parts };
  }
  const all = parts.map(({ path }) => path.times);
  const firstBin = Math.min(...all.map((each) => each.firstBin));
  const end = Math.max(...all.map((each) => each.firstBin + each.upTo.length));
  const upTo = new Float64Array(end - firstBin);
  for (let at = 0; at < upTo.length; at += 1) {
    let sum = 0;
    for (let part = 0; part < all.length; part += 1) {
      sum += (parts[part] as MeasuredPart).share * massUpTo(all[part] as Times, firstBin + at);
    }
    upTo[at] = sum;
  }
  return { coverage, times: { firstBin, upTo, mass: upTo[upTo.length - 1] as number }, parts };
}

/** A quantile of one group, in microseconds; null where nothing of it was measured. */
export function groupQuantileUs({ times, coverage }: GroupTimes, p: number): number | null {
  if (coverage === 0) return null;
  return middleOfBin(mixedBin([times], WHOLE, p * coverage - ROUNDING));
}
