import { seriesKey } from "../../probe/contract/path.ts";
import type { SeriesAnswer, SeriesQuery } from "../contract/series.ts";
import { type Bucket, mergeBuckets } from "../core/summary/bucket.ts";
import { summarise } from "../core/summary/summarise.ts";
import { RETENTION_MS, type SeriesBuckets } from "../store/series-buckets.ts";

/** The span shown when none is asked for. */
const DEFAULT_SPAN_MS = 3_600_000;
/** Probes' clocks may run ahead a little; nothing is looked for beyond this. */
const FUTURE_SHOWN_MS = 5 * 60_000;

/**
 * One series over time: a point for every step that holds a measurement, and the whole. Steps begin at
 * multiples of their length since the epoch; nothing older than the retention is looked for.
 */
export async function loadSeries(
  buckets: Pick<SeriesBuckets, "read">,
  query: SeriesQuery,
  nowMs: number,
): Promise<SeriesAnswer> {
  const { vantage, service, entry, metric, stepMs } = query;
  const series = { vantage, service, entry, endpoint: query.endpoint ?? null, metric };
  const key = seriesKey(series);
  const toMs = Math.min(query.toMs ?? nowMs, nowMs + FUTURE_SHOWN_MS);
  const earliestMs = Math.max(query.fromMs ?? toMs - DEFAULT_SPAN_MS, nowMs - RETENTION_MS);
  const fromMs = Math.floor(earliestMs / stepMs) * stepMs;
  const minutes = (await buckets.read([key], fromMs, toMs)).get(key) ?? [];
  const steps = new Map<number, Bucket[]>();
  for (const { minuteMs, parts } of minutes) {
    const atMs = Math.floor(minuteMs / stepMs) * stepMs;
    const step = steps.get(atMs) ?? [];
    step.push(...parts);
    steps.set(atMs, step);
  }
  const points = [...steps].map(([atMs, parts]) => ({ atMs, bucket: mergeBuckets(parts) }));
  return {
    series,
    fromMs,
    toMs,
    stepMs,
    points: points.map(({ atMs, bucket }) => ({ atMs, summary: summarise(bucket) })),
    whole: summarise(mergeBuckets(points.map(({ bucket }) => bucket))),
  };
}
