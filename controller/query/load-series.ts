import { seriesKey } from "../../probe/contract/path.ts";
import type { SeriesAnswer, SeriesQuery } from "../contract/series.ts";
import { mergeBuckets } from "../core/summary/bucket.ts";
import { summarise } from "../core/summary/summarise.ts";
import type { SeriesBuckets } from "../store/series-buckets.ts";

/** The span shown when none is asked for. */
const DEFAULT_SPAN_MS = 3_600_000;
/** Probes' clocks may run ahead a little; nothing is looked for beyond this. */
const FUTURE_SHOWN_MS = 5 * 60_000;

/**
 * One series over time: a point for every step that holds a measurement, and the whole. Steps begin at
 * multiples of their length since the epoch. They are longer than asked where the window begins so long
 * ago that only longer buckets are left; nothing older than those is looked for.
 */
export async function loadSeries(
  buckets: Pick<SeriesBuckets, "sums">,
  query: SeriesQuery,
  nowMs: number,
): Promise<SeriesAnswer> {
  const { vantage, service, entry, metric, stepMs } = query;
  const series = { vantage, service, entry, endpoint: query.endpoint ?? null, metric };
  const key = seriesKey(series);
  const toMs = Math.min(query.toMs ?? nowMs, nowMs + FUTURE_SHOWN_MS);
  const fromMs = Math.floor((query.fromMs ?? toMs - DEFAULT_SPAN_MS) / stepMs) * stepMs;
  const { window, bySeries } = await buckets.sums([key], { fromMs, toMs, stepMs }, nowMs);
  const steps = bySeries.get(key) ?? [];
  return {
    series,
    fromMs: window.fromMs,
    toMs,
    stepMs: window.stepMs ?? stepMs,
    points: steps.map(({ atMs, bucket }) => ({ atMs, summary: summarise(bucket) })),
    whole: summarise(mergeBuckets(steps.map(({ bucket }) => bucket))),
  };
}
