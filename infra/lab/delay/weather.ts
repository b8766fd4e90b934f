import { DeadlineQueue, REAL_TIMING, type Timing } from "./deadline-queue.ts";
import type { Random } from "./random.ts";

/** What everything that delays packets shares: one clock, one source of chance, two queues. */
export interface Weather {
  readonly random: Random;
  readonly timing: Timing;
  /** For what a client times. */
  readonly exact: DeadlineQueue;
  /** For what happens on the way there, where ideal times make up for a late timer. */
  readonly coarse: DeadlineQueue;
}

export function createWeather(random: Random, timing: Timing = REAL_TIMING): Weather {
  return {
    random,
    timing,
    exact: new DeadlineQueue("exact", timing),
    coarse: new DeadlineQueue("coarse", timing),
  };
}
