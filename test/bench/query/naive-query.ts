import type { Redis } from "ioredis";
import { DAY_MS } from "../../../controller/core/fold/tier.ts";
import { seeded } from "../../helpers/seeded.ts";
import { naiveSample } from "../ingest/naive-process.ts";

const KEY = "samples:naive";
const EVERY_MS = 2_000;
const RUNS = 7;
const PER_CALL = 1_000;

/** The p99 of a day of one series, from samples as JSON in a sorted set: milliseconds, the middle of some. */
export async function naiveDayMs(redis: Redis): Promise<number> {
  const random = seeded(3);
  let members: (string | number)[] = [];
  for (let atMs = 0; atMs < DAY_MS; atMs += EVERY_MS) {
    members.push(atMs, naiveSample(random, 0, atMs));
    if (members.length < 2 * PER_CALL) continue;
    await redis.zadd(KEY, ...members);
    members = [];
  }
  if (members.length > 0) await redis.zadd(KEY, ...members);
  const all: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const startedMs = performance.now();
    const texts = await redis.zrangebyscore(KEY, 0, DAY_MS);
    const times = Float64Array.from(texts, (text) => (JSON.parse(text) as { rttUs: number }).rttUs);
    times.sort();
    if (times[Math.floor(times.length * 0.99)] === undefined) throw new Error("no samples");
    all.push(performance.now() - startedMs);
  }
  await redis.del(KEY);
  return all.sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? Number.NaN;
}
