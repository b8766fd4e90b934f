import type { RedisClient } from "./connect.ts";
import { KEYS } from "./keys.ts";
import { type Call, send } from "./pipeline.ts";

/** Folding notes in it which series have measurements, and how new. */
export type SeriesIndex = {
  /** Vantages with measurements, by name. */
  vantages(): Promise<string[]>;
  /** Keys of the series of a service with a minute at or after `sinceMs`, by name. */
  activeSince(service: string, sinceMs: number): Promise<string[]>;
  /** Forgets series of a vantage without a minute since then, and the vantage when none is left. */
  forgetBefore(vantage: string, beforeMs: number): Promise<void>;
};

/** A sorted set of series by newest minute for each vantage, and the set of vantages. */
export function seriesIndex(redis: RedisClient): SeriesIndex {
  const vantages = async () => (await redis.smembers(KEYS.vantages)).sort();
  return {
    vantages,
    async activeSince(service, sinceMs) {
      const calls = (await vantages()).map((vantage): Call => {
        const key = KEYS.newest(vantage);
        return { key, put: (pipeline) => void pipeline.zrangebyscore(key, sinceMs, "+inf") };
      });
      const lists = (await send(redis, calls)) as string[][];
      return lists
        .flat()
        .filter((series) => series.split("/", 2)[1] === service)
        .sort();
    },
    async forgetBefore(vantage, beforeMs) {
      const key = KEYS.newest(vantage);
      await redis.zremrangebyscore(key, "-inf", `(${beforeMs}`);
      // The next batch of the vantage notes it again.
      if ((await redis.exists(key)) === 0) await redis.srem(KEYS.vantages, vantage);
    },
  };
}
