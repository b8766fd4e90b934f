import { middleOfBin } from "../histogram/latency-histogram.ts";
import { type GroupTimes, ROUNDING } from "./group-times.ts";

/** Quantiles of all users in µs, by the parts of them that the groups have; null where none of those was measured. */
export type ReweighedQuantiles = (
  weights: readonly number[],
  quantiles: readonly number[],
) => number[] | null;

/**
 * Asked for hundreds of weights at a time: the mixture is never made, where a share of it lies is searched
 * for among what lies up to each bin, group by group.
 */
export function reweighedQuantiles(groups: readonly GroupTimes[]): ReweighedQuantiles {
  const all = groups.map(upToOf);
  const measured = all.filter(({ last }) => last > 0);
  const first = Math.min(...measured.map(({ firstBin }) => firstBin));
  const end = Math.max(...measured.map(({ firstBin, upTo }) => firstBin + upTo.length - 1));
  const massUpTo = (weights: readonly number[], bin: number) => {
    let sum = 0;
    for (let group = 0; group < all.length; group += 1) {
      const { firstBin, upTo, last } = all[group] as UpTo;
      const at = bin - firstBin;
      if (at < 0) continue;
      sum += (weights[group] as number) * (at < upTo.length ? (upTo[at] as number) : last);
    }
    return sum;
  };
  return (weights, quantiles) => {
    const coverage = all.reduce((sum, { last }, at) => sum + (weights[at] ?? 0) * last, 0);
    if (coverage === 0) return null;
    return quantiles.map((p) => {
      const wanted = p * coverage - ROUNDING;
      let low = first;
      let high = end;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (massUpTo(weights, middle) >= wanted) high = middle;
        else low = middle + 1;
      }
      return middleOfBin(low);
    });
  };
}

/** The mass up to each bin, from the first that has any; `last` in all. */
interface UpTo {
  readonly firstBin: number;
  readonly upTo: Float64Array;
  readonly last: number;
}

/** Designs that serve a group alike have the same times of it. */
const known = new WeakMap<GroupTimes, UpTo>();

function upToOf(times: GroupTimes): UpTo {
  const before = known.get(times);
  if (before !== undefined) return before;
  const { bins, masses } = times;
  const firstBin = bins[0] ?? 0;
  const upTo = new Float64Array((bins.at(-1) ?? -1) - firstBin + 1);
  let sum = 0;
  let next = 0;
  for (let at = 0; at < upTo.length; at += 1) {
    if (bins[next] === firstBin + at) {
      sum += masses[next] as number;
      next += 1;
    }
    upTo[at] = sum;
  }
  const made = { firstBin, upTo, last: sum };
  known.set(times, made);
  return made;
}
