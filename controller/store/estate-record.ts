import { Estate } from "../contract/estate.ts";
import type { RedisClient } from "./connect.ts";
import { KEYS } from "./keys.ts";

export type EstateRecord = {
  /** The estate as declared last; null before the first. */
  read(): Promise<Estate | null>;
  write(estate: Estate): Promise<void>;
};

/** The declared estate. Every read asks Redis, but only a changed text is parsed again. */
export function estateRecord(redis: RedisClient): EstateRecord {
  let known: { text: string; estate: Estate } | null = null;
  return {
    async read() {
      const text = await redis.get(KEYS.estate);
      if (text === null) return null;
      if (known?.text !== text) known = { text, estate: Estate.parse(JSON.parse(text)) };
      return known.estate;
    },
    async write(estate) {
      await redis.set(KEYS.estate, JSON.stringify(Estate.parse(estate)));
    },
  };
}
