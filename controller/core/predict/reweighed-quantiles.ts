import { middleOfBin } from "../histogram/latency-histogram.ts";
import { type GroupTimes, ROUNDING } from "./group-times.ts";

/**
 * Quantiles of all users if the groups had other weights; null where none of them was measured. Asked for
 * hundreds of weights at a time, so the mixture is never made: where a share of it lies is searched for.
 */
export function reweighedQuantilesUs(
  groups: readonly GroupTimes[],
  weights: readonly number[],
  quantiles: readonly number[],
): number[] | null {
  const weighed = groups.flatMap((times, at): (UpTo & { weight: number })[] => {
    const weight = weights[at] ?? 0;
    return weight > 0 && times.coverage > 0 ? [{ ...upToOf(times), weight }] : [];
  });
  const coverage = weighed.reduce((sum, { weight, last }) => sum + weight * last, 0);
  if (coverage === 0) return null;
  const first = Math.min(...weighed.map(({ firstBin }) => firstBin));
  const end = Math.max(...weighed.map(({ firstBin, upTo }) => firstBin + upTo.length - 1));
  return quantiles.map((p) => {
    const wanted = p * coverage - ROUNDING;
    let low = first;
    let high = end;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (massUpTo(weighed, middle) >= wanted) high = middle;
      else low = middle + 1;
    }
    return middleOfBin(low);
  });
}

/** The mass up to each bin, from the first that has any. */
interface UpTo {
  readonly firstBin: number;
  readonly upTo: Float64Array;
  readonly last: number;
}

const known = new WeakMap<GroupTimes, UpTo>();

function upToOf(times: GroupTimes): UpTo {
  const before = known.get(times);
  if (before !== undefined) return before;
  const { bins, masses } = times;
  const firstBin = bins[0] ?? 0;
  const upTo = new Float64Array((bins.at(-1) ?? 0) - firstBin + 1);
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

function massUpTo(weighed: readonly (UpTo & { weight: number })[], bin: number): number {
  let sum = 0;
  for (const { weight, firstBin, upTo, last } of weighed) {
    if (bin < firstBin) continue;
    const at = bin - firstBin;
    sum += weight * (at < upTo.length ? (upTo[at] as number) : last);
  }
  return sum;
}
