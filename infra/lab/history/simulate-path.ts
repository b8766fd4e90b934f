import type { PathHistory } from "../../../controller/contract/path-history.ts";
import { binOf } from "../../../probe/contract/bin-of.ts";
import { rttAtShareUs } from "../delay/jitter.ts";
import { type PathDelay, RETRANSMIT_US } from "../delay/passage.ts";
import type { Random } from "../delay/random.ts";
import { DayBins } from "./day-bins.ts";
import { drawNormal } from "./named-random.ts";

/** A path whose past is made up. */
export interface PastPath {
  readonly vantage: string;
  readonly entry: PathHistory["entry"];
  /** Null where the way in chose `servedBy`. */
  readonly endpoint: string | null;
  readonly servedBy: string;
  readonly delay: PathDelay;
  /** By how many µs its round trip is off its median, for each hour. */
  readonly drift: Float64Array;
}

/** When it was measured, and how often. */
export interface HistoryGrid {
  /** UTC, days since the epoch. */
  readonly firstDay: number;
  readonly days: number;
  /** Measured are the first five minutes of every hour. */
  readonly perFiveMinutes: number;
}

const HOUR_MS = 3_600_000;
const HOURS_OF_DAY = 24;
/** Values of five minutes lie at so many places, spread evenly over their distribution. */
const MOST_PLACES = 15;

/**
 * What a probe would have found on a path: of the first five minutes of each hour the median and, by
 * days, all values. They scatter as the lab's own answers do, around a median that drifts.
 */
export function simulatePath(path: PastPath, grid: HistoryGrid, random: Random): PathHistory {
  const { vantage, entry, endpoint, servedBy, delay, drift } = path;
  const { firstDay, perFiveMinutes: n } = grid;
  const medians: PathHistory["medians"] = [];
  const days: PathHistory["days"] = [];
  const bins = new DayBins();
  for (let day = firstDay; day < firstDay + grid.days; day += 1) {
    for (let ofDay = 0; ofDay < HOURS_OF_DAY; ofDay += 1) {
      const hour = day * HOURS_OF_DAY + ofDay;
      const rttUs = delay.rttUs + (drift[hour - firstDay * HOURS_OF_DAY] ?? 0);
      // A median of n such values is off by jitter ÷ √n, one deviation.
      const medianUs = rttUs + (delay.jitterUs / Math.sqrt(n)) * drawNormal(random);
      medians.push([hour * HOUR_MS, Math.max(0, Math.round(medianUs + delay.serverTimeUs)), n]);
      addFiveMinutes(bins, { ...delay, rttUs }, n, random);
    }
    const sent = n * HOURS_OF_DAY;
    const answers = endpoint === null ? { [servedBy]: sent } : {};
    days.push({ day, bins: bins.take(), sent, bad: 0, servedBy: answers });
  }
  return { vantage, entry, endpoint, medians, days };
}

function addFiveMinutes(
  bins: DayBins,
  { rttUs, jitterUs, serverTimeUs, lossRatio }: PathDelay,
  n: number,
  random: Random,
): void {
  // Either of two packets may be lost: the answer then comes late, but comes.
  const late = Math.min(n, Math.floor(2 * lossRatio * n + random()));
  const inTime = n - late;
  const places = Math.min(MOST_PLACES, inTime);
  const shift = random();
  for (let at = 0; at < places; at += 1) {
    const share = (at + shift) / places;
    const times = Math.floor(((at + 1) * inTime) / places) - Math.floor((at * inTime) / places);
    bins.add(binOf(rttAtShareUs(rttUs, jitterUs, share) + serverTimeUs), times);
  }
  if (late > 0) bins.add(binOf(2 * rttUs + RETRANSMIT_US + serverTimeUs), late);
}
