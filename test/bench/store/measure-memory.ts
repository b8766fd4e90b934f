import { DAY_MS, type Tier } from "../../../controller/core/fold/tier.ts";
import { openBenchRedis } from "./bench-redis.ts";
import { fillStore, seriesNames } from "./fill-store.ts";

const SERIES = seriesNames(10, 20, ["direct"]);
const FROM_MS = 20_833 * DAY_MS;
const BUCKETS_PER_DAY: Record<Tier, number> = { minute: 1_440, fiveMinutes: 288, hour: 24 };

/** Bytes that Redis takes for each bucket of one length, keys and all. */
export async function bytesPerBucket(
  settings: readonly string[],
  tier: Tier,
  isUnsealed = false,
): Promise<number> {
  const bench = await openBenchRedis(settings);
  try {
    const filling = { series: SERIES, fromMs: FROM_MS, toMs: FROM_MS + DAY_MS, isUnsealed };
    const before = await bench.usedBytes();
    await fillStore(bench.redis, { ...filling, tiersOf: () => [] });
    const index = await bench.usedBytes();
    await fillStore(bench.redis, { ...filling, tiersOf: () => [tier] });
    const after = await bench.usedBytes();
    return (after - Math.max(before, index)) / (SERIES.length * BUCKETS_PER_DAY[tier]);
  } finally {
    await bench.close();
  }
}
