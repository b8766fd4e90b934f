import type { RedisClient } from "./connect.ts";

/** A setting of Redis with which buckets take twice the memory, or more. */
export type SmallSetting = {
  readonly name: string;
  readonly value: number;
  /** What it should be at least. */
  readonly wanted: number;
};

/** Before Redis 7 they have `ziplist` in the place of `listpack`. */
const WANTED = [
  { name: /^hash-max-(listpack|ziplist)-value$/, wanted: 4_096 },
  { name: /^hash-max-(listpack|ziplist)-entries$/, wanted: 512 },
] as const;

/** The settings that are too small; none where Redis does not tell its settings. */
export async function smallSettings(redis: RedisClient): Promise<SmallSetting[]> {
  const settings = await readSettings(redis);
  const names = settings.has("hash-max-listpack-value") ? "listpack" : "ziplist";
  return [...settings].flatMap(([name, text]) => {
    const rule = WANTED.find((each) => each.name.test(name) && name.includes(names));
    const value = Number(text);
    const isSmall = rule !== undefined && Number.isFinite(value) && value < rule.wanted;
    return isSmall ? [{ name, value, wanted: rule.wanted }] : [];
  });
}

async function readSettings(redis: RedisClient): Promise<Map<string, string>> {
  try {
    const pairs = (await redis.config("GET", "hash-max-*")) as string[];
    return new Map(
      pairs.flatMap((name, at) => (at % 2 === 0 ? [[name, pairs[at + 1] ?? ""]] : [])),
    );
  } catch {
    // Managed servers do not allow the command.
    return new Map();
  }
}
