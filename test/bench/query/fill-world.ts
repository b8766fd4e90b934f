import type { Redis } from "ioredis";
import type { Estate } from "../../../controller/contract/estate.ts";
import { plannedSeries } from "../../../controller/core/assign/planned-series.ts";
import { DEFAULT_KEEP } from "../../../controller/core/fold/keep.ts";
import { DAY_MS } from "../../../controller/core/fold/tier.ts";
import { seriesKey } from "../../../probe/contract/path.ts";
import { fillStore } from "../store/fill-store.ts";

export const VANTAGES = 100;
export const ENDPOINTS = 20;
const LONG_SERIES = 1_000;
const DAYS = 35;

/** Series with a history of 35 days; the others have a day. */
export async function fillWorld(redis: Redis, estate: Estate, nowMs: number): Promise<string[]> {
  const all = estate.vantages
    .flatMap(({ id }) => plannedSeries(estate, id))
    .filter(({ series: { metric, endpoint } }) => metric === "echo_rtt" && endpoint !== null)
    .map(({ series }) => seriesKey(series));
  // Spread over all vantages and entries.
  const every = all.length / LONG_SERIES;
  const long = Array.from({ length: LONG_SERIES }, (_, at) => all[Math.floor(at * every)] ?? "");
  const isLong = new Set(long);
  const others = all.filter((key) => !isLong.has(key));
  const keepsMinutes = (hourMs: number) => hourMs > nowMs - DEFAULT_KEEP.minutesMs;
  const tiersOf = (hourMs: number) =>
    keepsMinutes(hourMs)
      ? (["minute", "fiveMinutes", "hour"] as const)
      : (["fiveMinutes", "hour"] as const);
  const write = (series: string[], days: number) =>
    fillStore(redis, { series, fromMs: nowMs - days * DAY_MS, toMs: nowMs, tiersOf });
  await write(long, DAYS);
  await write(others, 1.1);
  return long;
}
