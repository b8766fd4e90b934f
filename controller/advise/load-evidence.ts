import { MINUTE_MS } from "../../probe/contract/minute.ts";
import { parseSeriesKey, type Series } from "../../probe/contract/path.ts";
import type { PathEvidence } from "../core/advise/advice-input.ts";
import { HOUR_MS } from "../core/fold/hour.ts";
import { mergeBuckets } from "../core/summary/bucket.ts";
import type { Step } from "../core/summary/sum-steps.ts";
import type { SeriesBuckets } from "../store/series-buckets.ts";
import type { SeriesIndex } from "../store/series-index.ts";

/** What was measured of a service, path by path, and when. */
export type Evidence = {
  readonly paths: readonly PathEvidence[];
  /** Start of the first minute with measurements; null without any. */
  readonly fromMs: number | null;
  /** Minutes of the window that were measured, hour by hour on the path measured most. */
  readonly minutes: number;
};

/** How far back evidence is read; minutes are kept longer. */
const WINDOW_MS = 24 * 3_600_000;
const METRIC = "echo_rtt";
/** What users get by an entry, and every endpoint reached straight; paths pinned by an entry are neither. */
const isCompared = ({ entry, endpoint, metric }: Series) =>
  metric === METRIC && (entry === "direct") === (endpoint !== null);

/** Reads and merges the evidence of one service. */
export async function loadEvidence(
  store: {
    readonly buckets: Pick<SeriesBuckets, "sums">;
    readonly index: Pick<SeriesIndex, "activeSince">;
  },
  service: string,
  atMs: number,
): Promise<Evidence> {
  const fromMs = atMs - WINDOW_MS;
  const bySeries = new Map<string, Series>();
  for (const key of await store.index.activeSince(service, fromMs)) {
    const series = parseSeriesKey(key);
    if (series !== null && isCompared(series)) bySeries.set(key, series);
  }
  const keys = [...bySeries.keys()];
  const hourly = await store.buckets.sums(keys, { fromMs, toMs: atMs, stepMs: HOUR_MS }, atMs);
  const paths: PathEvidence[] = [];
  for (const [key, { vantage, entry, endpoint }] of bySeries) {
    const steps = hourly.bySeries.get(key) ?? [];
    const bucket = mergeBuckets(steps.map((step) => step.bucket));
    if (steps.length > 0) paths.push({ vantage, entry, endpoint, bucket });
  }
  const steps = [...hourly.bySeries.values()].flat();
  const first = steps.reduce((a, { firstMs }) => Math.min(a, firstMs), Number.POSITIVE_INFINITY);
  return {
    paths,
    fromMs: steps.length === 0 ? null : await firstMinute(store.buckets, keys, first, atMs),
    minutes: measuredMinutes(steps),
  };
}

/** The first minute of the hour in which a bucket begins, as an hour's bucket does not tell it. */
async function firstMinute(
  buckets: Pick<SeriesBuckets, "sums">,
  keys: readonly string[],
  firstMs: number,
  atMs: number,
): Promise<number> {
  const toMs = Math.min(atMs, firstMs + HOUR_MS);
  const { bySeries } = await buckets.sums(keys, { fromMs: firstMs, toMs, stepMs: MINUTE_MS }, atMs);
  const minutes = [...bySeries.values()].flatMap(([first]) => first?.firstMs ?? []);
  return minutes.length === 0 ? firstMs : minutes.reduce((a, b) => Math.min(a, b));
}

/** Of every hour as many minutes as the path has that was measured most. */
function measuredMinutes(steps: readonly Step[]): number {
  const most = new Map<number, number>();
  for (const { atMs, minutes } of steps) most.set(atMs, Math.max(minutes, most.get(atMs) ?? 0));
  return [...most.values()].reduce((sum, minutes) => sum + minutes, 0);
}

/** Minutes as a part of days. */
export function daysOf(minutes: number): number {
  return (minutes * MINUTE_MS) / (24 * 3_600_000);
}
