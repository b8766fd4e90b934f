import type { Redis } from "ioredis";
import { expect } from "vitest";
import { queueEvents } from "./watch-queue.ts";
import { rollWatch } from "./watch-roll-ups.ts";

/** What faults have met. */
export type Hits = {
  /** Jobs that were in the hands of a worker when it died. */
  stalled: number;
  /** Batches that were in the queue although their answer was lost, and were sent again. */
  lostAnswers: number;
  /** Hours of one series that were rolled up, and rolled up again with more in them. */
  rolledAgain: number;
};

export type Evidence = {
  /** To be called now and then, while Redis is there. */
  look(): Promise<void>;
  /**
   * @param cut jobs of batches whose answer was lost
   * @param sentTwice those of batches that would have come twice anyway
   */
  hits(cut: ReadonlySet<string>, sentTwice: ReadonlySet<string>): Hits;
};

/** Gathers from Redis what the faults have met. */
export function evidence(
  redis: Redis,
  queue: string,
  series: string,
  past: { readonly fromMs: number; readonly toMs: number },
): Evidence {
  const news = queueEvents(redis, queue);
  const rolls = rollWatch(redis, series, past);
  const stalled = new Set<string>();
  const duplicated = new Set<string>();
  return {
    async look() {
      for (const { event, jobId } of await news()) {
        if (event === "stalled") stalled.add(jobId);
        if (event === "duplicated") duplicated.add(jobId);
      }
      await rolls.look();
    },
    hits(cut, sentTwice) {
      const lost = [...cut].filter((job) => duplicated.has(job) && !sentTwice.has(job));
      return { stalled: stalled.size, lostAnswers: lost.length, rolledAgain: rolls.again() };
    },
  };
}

/** Matches an object whose numbers are these or larger. */
export function leastOf<Name extends string>(least: Readonly<Record<Name, number>>): unknown {
  const fields = Object.entries<number>(least).map(([name, from]) => [
    name,
    expect.toSatisfy((value: number) => value >= from, `is ${from} or more`) as unknown,
  ]);
  return Object.fromEntries(fields);
}
