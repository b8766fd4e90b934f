import { MINUTE_MS } from "../../probe/contract/minute.ts";
import { parseSeriesKey, type Series } from "../../probe/contract/path.ts";
import type { PathEvidence } from "../core/advise/advice-input.ts";
import { mergeBuckets } from "../core/summary/bucket.ts";
import type { SeriesBuckets } from "../store/series-buckets.ts";
import type { SeriesIndex } from "../store/series-index.ts";

/** What was measured of a service, path by path, and when. */
export type Evidence = {
  readonly paths: readonly PathEvidence[];
  /** Start of the first minute with measurements; null without any. */
  readonly fromMs: number | null;
  /** Minutes of the window in which any path was measured. */
  readonly minutes: number;
};

/** How far back evidence is read; minutes are kept longer. */
const WINDOW_MS = 24 * 3_600_000;
const METRIC = "echo_rtt";
/** What users get by an entry, and every endpoint reached straight; paths pinned by an entry are neither. */
const isCompared = ({ entry, endpoint, metric }: Series) =>
  metric === METRIC && (entry === "direct") === (endpoint !== null);

/** Reads and merges the evidence of one service, one series at a time to bound the memory. */
export async function loadEvidence(
  store: {
    readonly buckets: Pick<SeriesBuckets, "read">;
    readonly index: Pick<SeriesIndex, "activeSince">;
  },
  service: string,
  atMs: number,
): Promise<Evidence> {
  const sinceMs = atMs - WINDOW_MS;
  const keys = await store.index.activeSince(service, sinceMs);
  const minutes = new Set<number>();
  const paths: PathEvidence[] = [];
  for (const key of keys) {
    const series = parseSeriesKey(key);
    if (series === null || !isCompared(series)) continue;
    const stored = (await store.buckets.read([key], sinceMs, atMs)).get(key) ?? [];
    for (const { minuteMs } of stored) minutes.add(minuteMs);
    const { vantage, entry, endpoint } = series;
    const bucket = mergeBuckets(stored.flatMap(({ parts }) => parts));
    paths.push({ vantage, entry, endpoint, bucket });
  }
  const first = [...minutes].reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  return { paths, fromMs: minutes.size === 0 ? null : first, minutes: minutes.size };
}

/** Minutes as a part of days. */
export function daysOf(minutes: number): number {
  return (minutes * MINUTE_MS) / (24 * 3_600_000);
}
