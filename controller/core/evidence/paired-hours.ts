import type { HourDifference } from "./day-differences.ts";

/** Start of five minutes (epoch milliseconds), their median in microseconds, number of values. */
export type FiveMinutes = readonly [atMs: number, us: number, n: number];

/** A median of fewer values says too little of its five minutes. */
const FEWEST_VALUES = 6;
const FIVE_MINUTES_MS = 300_000;
const SLOTS_OF_HOUR = 12;

/**
 * How much more `one` takes than `other`, hour by hour since the epoch: the mean of the differences of
 * those five minutes in which both were measured well enough. Both are in order of time; one pass.
 */
export function pairedHours(
  one: readonly FiveMinutes[],
  other: readonly FiveMinutes[],
): HourDifference[] {
  const hours: HourDifference[] = [];
  let hour = Number.NEGATIVE_INFINITY;
  let sumUs = 0;
  let count = 0;
  const close = () => {
    if (count > 0) hours.push({ hour, us: sumUs / count });
    sumUs = 0;
    count = 0;
  };
  for (let a = 0, b = 0; a < one.length && b < other.length; ) {
    const left = one[a] as FiveMinutes;
    const right = other[b] as FiveMinutes;
    const slot = Math.floor(left[0] / FIVE_MINUTES_MS);
    const otherSlot = Math.floor(right[0] / FIVE_MINUTES_MS);
    if (slot <= otherSlot) a += 1;
    if (otherSlot <= slot) b += 1;
    if (slot !== otherSlot || left[2] < FEWEST_VALUES || right[2] < FEWEST_VALUES) continue;
    const own = Math.floor(slot / SLOTS_OF_HOUR);
    if (own !== hour) close();
    hour = own;
    sumUs += left[1] - right[1];
    count += 1;
  }
  close();
  return hours;
}
