import { createHash } from "node:crypto";
import { Estate } from "../contract/estate.ts";
import type { RedisClient } from "./connect.ts";
import { KEYS } from "./keys.ts";

export type EstateRecord = {
  /** The estate as declared last; null before the first. */
  read(): Promise<Estate | null>;
  write(estate: Estate): Promise<void>;
  /**
   * Changes the estate, whoever else changes it at the same time: `decide` is asked again with what these
   * made of it. What it throws ends the change. Answers the estate as written.
   *
   * @throws EstateBusyError where others were quicker every time.
   */
  change(decide: (estate: Estate | null) => Estate): Promise<Estate>;
};

/** Others changed the estate again and again. */
export class EstateBusyError extends Error {
  override readonly name = "EstateBusyError";
}

const MOST_TRIES = 20;

/** The declared estate. Every read asks Redis, but only a changed text is parsed again. */
export function estateRecord(redis: RedisClient): EstateRecord {
  let known: { text: string; estate: Estate } | null = null;
  async function readText(): Promise<{ text: string; estate: Estate } | null> {
    const text = await redis.get(KEYS.estate);
    if (text === null) return null;
    if (known?.text !== text) known = { text, estate: Estate.parse(JSON.parse(text)) };
    return known;
  }
  return {
    read: async () => (await readText())?.estate ?? null,
    async write(estate) {
      await redis.set(KEYS.estate, JSON.stringify(Estate.parse(estate)));
    },
    async change(decide) {
      for (let tried = 0; tried < MOST_TRIES; tried += 1) {
        const before = await readText();
        const estate = Estate.parse(decide(before?.estate ?? null));
        const digest = before === null ? "" : sha1(before.text);
        if ((await redis.isoReplace(KEYS.estate, digest, JSON.stringify(estate))) === 1)
          return estate;
      }
      throw new EstateBusyError(`the estate was changed by others ${MOST_TRIES} times in a row`);
    },
  };
}

function sha1(text: string): string {
  return createHash("sha1").update(text).digest("hex");
}
