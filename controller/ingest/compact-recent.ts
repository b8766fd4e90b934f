import { MINUTE_MS } from "../../probe/contract/minute.ts";
import { HOUR_MS, hourOf, minuteInHour } from "../core/fold/hour.ts";
import { RETENTION_MS } from "../store/series-buckets.ts";
import type { Store } from "../store/store.ts";

/** Minute of the hour at which the whole hour before is gone through once more for latecomers. */
const WHOLE_HOUR_AT_MINUTE = 5;
/** Minutes looked at in every run: a missed run is made up by the next ones. */
const RECENT_MS = 5 * MINUTE_MS;

/** Minutes that are over, and so are worth rewriting in one piece. */
export function compactionWindow(nowMs: number): { fromMs: number; toMs: number } {
  const toMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS - MINUTE_MS;
  const isHourly = minuteInHour(nowMs) === WHOLE_HOUR_AT_MINUTE;
  return { fromMs: isHourly ? hourOf(nowMs) - HOUR_MS : toMs - RECENT_MS, toMs };
}

/** Rewrites what was measured lately in less space, and forgets series that have expired. */
export async function compactRecent(
  store: Pick<Store, "buckets" | "index" | "estate">,
  nowMs: number,
): Promise<void> {
  const { fromMs, toMs } = compactionWindow(nowMs);
  const estate = await store.estate.read();
  for (const { id } of estate?.services ?? []) {
    const series = await store.index.activeSince(id, fromMs);
    await store.buckets.compact(series, fromMs, toMs);
    await store.index.forgetBefore(id, nowMs - RETENTION_MS);
  }
}
