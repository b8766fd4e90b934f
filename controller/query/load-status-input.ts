import type { Estate } from "../contract/estate.ts";
import { BATCH_INTERVAL_MS } from "../core/assign/batch-interval.ts";
import { plannedByKey } from "../core/assign/planned-series.ts";
import { summarise } from "../core/summary/summarise.ts";
import type { StatusInput } from "../core/verdict/status-input.ts";
import type { Store } from "../store/store.ts";
import { loadReports } from "./load-reports.ts";
import { loadWindow } from "./load-window.ts";

/** Short enough to tell an outage within minutes, long enough for a few rounds of every series. */
const STATUS_WINDOW_MS = 3 * 60_000;

/** Everything that the status of now is composed of. */
export async function loadStatusInput(
  store: {
    readonly buckets: Pick<Store["buckets"], "sums">;
    readonly probes: Pick<Store["probes"], "read">;
  },
  estate: Estate,
  nowMs: number,
): Promise<StatusInput> {
  const byKey = plannedByKey(estate);
  const [windows, vantages] = await Promise.all([
    loadWindow(
      store.buckets,
      [...byKey.keys()],
      { fromMs: nowMs - STATUS_WINDOW_MS, toMs: nowMs },
      nowMs,
    ),
    loadReports(store.probes, estate.vantages),
  ]);
  const series = [...byKey].flatMap(([key, { series: own }]) => {
    const window = windows.get(key);
    return window === undefined ? [] : [{ series: own, summary: summarise(window.bucket) }];
  });
  const firstMinutes = [...windows.values()].map(({ firstMs }) => firstMs);
  return {
    atMs: nowMs,
    windowMs: STATUS_WINDOW_MS,
    environment: estate.environment,
    services: estate.services,
    vantages,
    series,
    seriesAssigned: byKey.size,
    batchIntervalMs: BATCH_INTERVAL_MS,
    firstMeasuredAtMs:
      firstMinutes.length === 0 ? null : firstMinutes.reduce((a, b) => Math.min(a, b)),
  };
}
