import type { Tier } from "../../../controller/core/fold/tier.ts";
import type { Figure } from "../report/figure.ts";
import { PACKED } from "../store/bench-redis.ts";
import { bytesPerBucket } from "../store/measure-memory.ts";

/** Bytes in Redis, by bucket and by day of a series; `seriesDay` is the day while its minutes are kept. */
export async function bytesFigures(): Promise<{ figures: Figure[]; seriesDay: number }> {
  const measure = (tier: Tier, isUnsealed = false) => bytesPerBucket(PACKED, tier, isUnsealed);
  const open = await measure("minute", true);
  const minute = await measure("minute");
  const five = await measure("fiveMinutes");
  const hour = await measure("hour");
  const rolled = 288 * five + 24 * hour;
  const seriesDay = 1_440 * minute + rolled;
  // Their budgets are in the part that measures the store.
  const bytes = (what: string, figure: number): Figure => ({
    ...{ what, figure, unit: "B", budget: null },
  });
  const figures = [
    bytes("minute in four parts", open),
    bytes("minute, sealed", minute),
    bytes("five minutes", five),
    bytes("hour", hour),
    bytes("series-day while minutes are kept", seriesDay),
    bytes("series-day after that", rolled),
  ];
  return { figures, seriesDay };
}
