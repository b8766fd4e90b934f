import { DAY_MS } from "../core/fold/tier.ts";
import { asBuffer } from "./as-buffer.ts";
import type { RedisClient } from "./connect.ts";
import { KEYS } from "./keys.ts";

/** A finished day of a service, packed, and when it was read. */
export type KeptDay = { readonly bytes: Uint8Array; readonly readAtMs: number };

/** Finished days of services: packed once, so that what was measured in weeks is not read again and again. */
export type HistoryDays = {
  read(service: string, day: number): Promise<KeptDay | null>;
  write(service: string, day: number, kept: KeptDay): Promise<void>;
};

/** Evidence is looked at for 28 days. */
const KEPT_MS = 30 * DAY_MS;

/** A hash for each service and day. */
export function historyDays(redis: RedisClient): HistoryDays {
  return {
    async read(service, day) {
      const [bytes, at] = await redis.hmgetBuffer(
        KEYS.historyDay(service, day),
        "bytes",
        "readAtMs",
      );
      if (!bytes || !at) return null;
      return { bytes, readAtMs: Number(at.toString()) };
    },
    async write(service, day, { bytes, readAtMs }) {
      const key = KEYS.historyDay(service, day);
      await redis.hset(key, { bytes: asBuffer(bytes), readAtMs });
      await redis.pexpireat(key, day * DAY_MS + KEPT_MS);
    },
  };
}
