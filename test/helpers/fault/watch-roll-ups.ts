import type { Redis } from "ioredis";
import { KEYS } from "../../../controller/store/keys.ts";

const DAY_MS = 86_400_000;

export type RollWatch = {
  /** Looks at the hours of the series as they are just now. */
  look(): Promise<void>;
  /** How many hours were rolled up, and differently between two looks. */
  again(): number;
};

/** Watches the buckets of the hours of one series. */
export function rollWatch(
  redis: Redis,
  series: string,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): RollWatch {
  const first = new Map<string, string>();
  const changed = new Set<string>();
  return {
    async look() {
      for (let dayMs = fromMs - (fromMs % DAY_MS); dayMs < toMs; dayMs += DAY_MS) {
        const hours = await redis.hgetallBuffer(KEYS.buckets("hour", series, dayMs));
        for (const [hour, bytes] of Object.entries(hours)) {
          const name = `${dayMs} ${hour}`;
          const text = bytes.toString("base64");
          if (first.has(name) && first.get(name) !== text) changed.add(name);
          first.set(name, first.get(name) ?? text);
        }
      }
    },
    again: () => changed.size,
  };
}
