import { Cluster } from "ioredis";
import { KEEP_MARGIN_MS, type Keep } from "../core/fold/keep.ts";
import type { RedisClient } from "./connect.ts";
import { KEYS, partsOf } from "./keys.ts";
import { type Call, send } from "./pipeline.ts";

/** Keys looked through in one step of the search. */
const KEYS_PER_STEP = 500;
const SERIES_HOUR = /^iso:s:\{([^{}/]+\/[^{}]+)\}:(\d+)$/;
const BOOT_FIELD = /^b:(.+)$/;

/**
 * Takes over what a release with layout 1 left: a hash for each series and hour, which held the numbers
 * of its batches itself, and an index for each service. May be interrupted and repeated.
 *
 * @param carryOn called after each step; throws where somebody else has taken this over
 */
export async function migrateFrom1(
  redis: RedisClient,
  keep: Keep,
  carryOn: () => Promise<void>,
): Promise<void> {
  for await (const keys of keysLike(redis, "iso:s:*")) {
    await adopt(redis, keep, keys);
    await carryOn();
  }
  for await (const keys of keysLike(redis, "iso:series:*")) {
    const calls = keys.map((key): Call => ({ key, put: (pipeline) => void pipeline.unlink(key) }));
    await send(redis, calls);
  }
}

async function* keysLike(redis: RedisClient, pattern: string): AsyncGenerator<string[]> {
  const servers = redis instanceof Cluster ? redis.nodes("master") : [redis];
  for (const server of servers) {
    let cursor = "0";
    do {
      const [next, keys] = await server.scan(cursor, "MATCH", pattern, "COUNT", KEYS_PER_STEP);
      if (keys.length > 0) yield keys;
      cursor = next;
    } while (cursor !== "0");
  }
}

async function adopt(redis: RedisClient, keep: Keep, keys: readonly string[]): Promise<void> {
  const found = keys.flatMap((key) => {
    const [, series, hour] = SERIES_HOUR.exec(key) ?? [];
    return series === undefined || hour === undefined ? [] : [{ key, series, hour }];
  });
  // First, because a hash that was taken over is not found again.
  const vantages = [...new Set(found.map(({ series }) => partsOf(series).vantage))];
  if (vantages.length > 0) await redis.sadd(KEYS.vantages, ...vantages);
  const names = (await send(
    redis,
    found.map(({ key }): Call => ({ key, put: (pipeline) => void pipeline.hkeys(key) })),
  )) as string[][];
  const calls = found.map(({ key, series, hour }, at): Call => {
    const { vantage } = partsOf(series);
    const boots = (names[at] ?? []).flatMap((name) => BOOT_FIELD.exec(name)?.[1] ?? []);
    const touched = [
      key,
      KEYS.buckets("minute", series, Number(hour)),
      KEYS.due(vantage),
      KEYS.newest(vantage),
      ...boots.map((boot) => KEYS.folded(vantage, boot)),
    ];
    const argv = [hour, series, keep.minutesMs + KEEP_MARGIN_MS];
    return { key, put: (pipeline) => void pipeline.isoAdopt(touched.length, ...touched, ...argv) };
  });
  await send(redis, calls);
}
