import type { RedisClient } from "../store/connect.ts";
import { QUEUE_SHARDS_KEY } from "./queue-names.ts";

/** Each shard costs every worker a connection. */
const MOST_SHARDS = 64;

/**
 * The shard of a vantage: FNV-1a (32 bit) of its name, modulo the number of shards. All batches of a
 * vantage go to one shard as long as the number stays.
 */
export function shardOf(vantage: string, shards: number): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < vantage.length; at += 1) {
    hash = Math.imul(hash ^ vantage.charCodeAt(at), 0x01000193) >>> 0;
  }
  return hash % shards;
}

/** Raises the number and answers it, also where it is higher already. */
const RAISE_SHARDS = `
local known = tonumber(redis.call("GET", KEYS[1]) or "0")
local wanted = tonumber(ARGV[1])
if wanted <= known then return known end
redis.call("SET", KEYS[1], wanted)
return wanted`;

/** How many shards there are. The number only grows, so that nothing is left behind in a shard. */
export type QueueShards = {
  /** Shards that batches are put into by this process. */
  readonly used: number;
  /** Shards that may hold batches, as far as this process has heard: never below `used`. */
  readonly known: number;
  /** Says in Redis that so many are used. Batches may be put into them only after it. */
  announce(): Promise<void>;
  /** Looks whether another process uses more. */
  refresh(): Promise<number>;
};

export function queueShards(redis: RedisClient, used: number): QueueShards {
  let known = used;
  const learn = (count: unknown) => {
    const shards = Number(count);
    if (Number.isInteger(shards)) known = Math.min(MOST_SHARDS, Math.max(known, shards));
    return known;
  };
  return {
    used,
    get known() {
      return known;
    },
    async announce() {
      learn(await redis.eval(RAISE_SHARDS, 1, QUEUE_SHARDS_KEY, used));
    },
    refresh: async () => learn(await redis.get(QUEUE_SHARDS_KEY)),
  };
}
