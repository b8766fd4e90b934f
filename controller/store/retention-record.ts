import { z } from "zod";
import { type Keep, keepAt, nextRetention, type Retention } from "../core/fold/keep.ts";
import type { RedisClient } from "./connect.ts";
import { KEYS } from "./keys.ts";

const KeepShape = z.object({
  minutesMs: z.int().positive(),
  fiveMinutesMs: z.int().positive(),
  hoursMs: z.int().positive(),
});

const RetentionShape = z.object({ keep: KeepShape, before: KeepShape, sinceMs: z.int() });

/** How long buckets are kept, as far as it can be known what is still there. */
export type RetentionRecord = {
  /** What is set for buckets that are written now. */
  readonly keep: Keep;
  /** How old buckets of each length may be at a moment and still be all there. */
  at(nowMs: number): Keep;
  /** Compares what is wanted with what held until now, and notes a change. */
  adopt(nowMs: number): Promise<void>;
};

export function retentionRecord(redis: RedisClient, keep: Keep): RetentionRecord {
  let retention: Retention = nextRetention(null, keep, 0);
  return {
    keep,
    at: (nowMs) => keepAt(retention, nowMs),
    async adopt(nowMs) {
      const text = await redis.get(KEYS.retention);
      const known = text === null ? null : RetentionShape.parse(JSON.parse(text));
      retention = nextRetention(known, keep, nowMs);
      if (retention !== known) await redis.set(KEYS.retention, JSON.stringify(retention));
    },
  };
}
