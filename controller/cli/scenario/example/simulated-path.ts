import { binOf } from "../../../../probe/contract/bin-of.ts";
import type { SparseBins } from "../../../../probe/contract/histogram.ts";
import type { PathHistory } from "../../../contract/path-history.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Of a value every twenty seconds, fifteen fall into five minutes. */
const VALUES = 15;
/** Waits that stand for those of all answers, in means: the middles of nine equal parts. */
const WAITS = Array.from({ length: 9 }, (_, at) => -Math.log(1 - (at + 0.5) / 9));
const WAIT_SHARE = 0.02;
const SHORTEST_WAIT_US = 300;

/** What is simulated of a path, and when. */
export type SimulatedPath = {
  readonly path: Pick<PathHistory, "vantage" | "entry" | "endpoint">;
  readonly ms: number;
  /** Who answers where the way in chooses; null where it is led to one. */
  readonly servedBy: string | null;
  /** Since the epoch. */
  readonly firstDay: number;
  readonly days: number;
};

/**
 * Days of a path as a model has them, busier by day and with congestion that comes and goes: a median of
 * five minutes every hour, and a histogram a day.
 *
 * @param random numbers in [0, 1)
 */
export function simulatedPath(simulated: SimulatedPath, random: () => number): PathHistory {
  const { path, ms, servedBy, firstDay, days } = simulated;
  const us = ms * 1_000;
  const waitUs = Math.max(SHORTEST_WAIT_US, us * WAIT_SHARE);
  const busiestHour = 24 * random();
  let drift = 0;
  const levels = Array.from({ length: days * 24 }, (_, hour) => {
    drift = 0.7 * drift + 0.02 * (random() + random() - 1);
    const swing = 0.02 * Math.cos((2 * Math.PI * (hour - busiestHour)) / 24);
    return us * (1 + swing + drift);
  });
  const sent = 24 * WAITS.length;
  return {
    ...path,
    medians: levels.map((level, hour) => [
      firstDay * DAY_MS + hour * HOUR_MS,
      Math.round(level + waitUs * (0.65 + 0.1 * random())),
      VALUES,
    ]),
    days: Array.from({ length: days }, (_, at) => ({
      day: firstDay + at,
      bins: binsOf(levels.slice(24 * at, 24 * at + 24), waitUs),
      sent,
      bad: 0,
      servedBy: servedBy === null ? {} : { [servedBy]: sent },
    })),
  };
}

function binsOf(levels: readonly number[], waitUs: number): SparseBins {
  const counts = new Map<number, number>();
  for (const level of levels) {
    for (const wait of WAITS) {
      const bin = binOf(level + waitUs * wait);
      counts.set(bin, (counts.get(bin) ?? 0) + 1);
    }
  }
  let before = 0;
  return [...counts]
    .sort(([one], [other]) => one - other)
    .flatMap(([bin, count]) => {
      const step = bin - before;
      before = bin;
      return [step, count];
    });
}
