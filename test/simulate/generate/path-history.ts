import type { PathHistory } from "../../../controller/contract/path-history.ts";
import { binOf } from "../../../controller/core/histogram/latency-histogram.ts";
import { type PathTruth, VALUES_PER_SLOT } from "./path-truth.ts";
import { type SimulatedPath, SLOT_MS, SLOTS_PER_DAY } from "./simulate-path.ts";

const DAY_MS = SLOT_MS * SLOTS_PER_DAY;
/** Levels of a day that its histogram is made of, one each half hour. */
const LEVELS = 48;
const EVERY = SLOTS_PER_DAY / LEVELS;
/** Waits that stand for all: the middles of fifteen equal parts. */
const WAITS = Float64Array.from({ length: 15 }, (_, at) => -Math.log(1 - (at + 0.5) / 15));
const COUNT_EACH = (SLOTS_PER_DAY * VALUES_PER_SLOT) / (LEVELS * WAITS.length);

type Way = Pick<PathHistory, "vantage" | "entry" | "endpoint">;

/**
 * A path as the advisor gets it: medians of five minutes, and a histogram a day.
 *
 * @param firstDay since the epoch
 * @param servedBy who answered, where the way in chose
 */
export function historyOf(
  way: Way,
  truth: PathTruth,
  { levelsUs, mediansUs }: SimulatedPath,
  firstDay: number,
  servedBy: string | null = null,
): PathHistory {
  const startMs = firstDay * DAY_MS;
  const sent = SLOTS_PER_DAY * VALUES_PER_SLOT;
  return {
    ...way,
    medians: Array.from(mediansUs, (us, slot): [number, number, number] => [
      startMs + slot * SLOT_MS,
      Math.round(us),
      VALUES_PER_SLOT,
    ]),
    days: Array.from({ length: levelsUs.length / SLOTS_PER_DAY }, (_, at) => ({
      day: firstDay + at,
      bins: dayBins(levelsUs.subarray(at * SLOTS_PER_DAY, (at + 1) * SLOTS_PER_DAY), truth),
      sent,
      bad: 0,
      servedBy: servedBy === null ? {} : { [servedBy]: sent },
    })),
  };
}

function dayBins(levelsUs: Float64Array, { waitUs }: PathTruth): number[] {
  const bins = new Int32Array(LEVELS * WAITS.length);
  let at = 0;
  for (let slot = 0; slot < levelsUs.length; slot += EVERY) {
    for (const wait of WAITS) {
      bins[at] = binOf(Math.max(1, (levelsUs[slot] as number) + waitUs * wait));
      at += 1;
    }
  }
  return sparse(bins.sort(), COUNT_EACH);
}

/** Sorted bins, each standing for so many values, as the wire has them. */
function sparse(sorted: Int32Array, countEach: number): number[] {
  const out: number[] = [];
  let last = 0;
  for (let at = 0; at < sorted.length; ) {
    const bin = sorted[at] as number;
    let count = 0;
    for (; sorted[at] === bin; at += 1) count += countEach;
    out.push(bin - last, count);
    last = bin;
  }
  return out;
}
