import type { Redis } from "ioredis";
import { parseSeriesKey } from "../../probe/contract/path.ts";
import { KEYS } from "./keys.ts";
import { replies } from "./pipeline.ts";

export type SeriesIndex = {
  /** Notes the newest minute of each series; an older one than is noted changes nothing. */
  note(newestMinutes: ReadonlyMap<string, number>): Promise<void>;
  /** Keys of the series of a service with a minute at or after `sinceMs`, by name. */
  activeSince(service: string, sinceMs: number): Promise<string[]>;
  /** Forgets series without a minute since then. */
  forgetBefore(service: string, beforeMs: number): Promise<void>;
};

/** Which series have measurements, and how new: a sorted set for each service. */
export function seriesIndex(redis: Redis): SeriesIndex {
  return {
    async note(newestMinutes) {
      const byService = new Map<string, (string | number)[]>();
      for (const [key, minuteMs] of newestMinutes) {
        const service = parseSeriesKey(key)?.service;
        if (service === undefined) throw new TypeError(`${key} is no series key`);
        const argv = byService.get(service) ?? [];
        argv.push(minuteMs, key);
        byService.set(service, argv);
      }
      const pipeline = redis.pipeline();
      for (const [service, argv] of byService)
        pipeline.isoRaise(KEYS.seriesIndex(service), ...argv);
      await replies(pipeline);
    },
    async activeSince(service, sinceMs) {
      const keys = await redis.zrangebyscore(KEYS.seriesIndex(service), sinceMs, "+inf");
      return keys.sort();
    },
    async forgetBefore(service, beforeMs) {
      await redis.zremrangebyscore(KEYS.seriesIndex(service), "-inf", `(${beforeMs}`);
    },
  };
}
