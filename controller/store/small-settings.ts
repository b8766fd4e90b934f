import { Cluster, type Redis } from "ioredis";
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

/** The settings that are too small on any primary; none where Redis does not tell its settings. */
export async function smallSettings(redis: RedisClient): Promise<SmallSetting[]> {
  const servers = redis instanceof Cluster ? redis.nodes("master") : [redis];
  const found = (await Promise.all(servers.map(smallOnServer))).flat();
  const smallest = new Map<string, SmallSetting>();
  for (const setting of found) {
    const known = smallest.get(setting.name);
    if (known === undefined || setting.value < known.value) smallest.set(setting.name, setting);
  }
  return [...smallest.values()];
}

async function smallOnServer(server: Redis): Promise<SmallSetting[]> {
  const settings = await readSettings(server);
  const names = settings.has("hash-max-listpack-value") ? "listpack" : "ziplist";
  return [...settings].flatMap(([name, text]) => {
    const rule = WANTED.find((each) => each.name.test(name) && name.includes(names));
    const value = Number(text);
    const isSmall = rule !== undefined && Number.isFinite(value) && value < rule.wanted;
    return isSmall ? [{ name, value, wanted: rule.wanted }] : [];
  });
}

async function readSettings(redis: Redis): Promise<Map<string, string>> {
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
