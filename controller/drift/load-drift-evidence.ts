import { MINUTE_MS } from "../../probe/contract/minute.ts";
import { parseSeriesKey, type Series } from "../../probe/contract/path.ts";
import type { PathEvidence } from "../core/advise/path-evidence.ts";
import { mergeBuckets } from "../core/summary/bucket.ts";
import type { Store } from "../store/store.ts";

/** What was measured of a service lately. Times are epoch milliseconds. */
export type DriftEvidence = {
  /** New connections (`ttfb_new`) by the ways in that choose the endpoint. */
  readonly connections: readonly PathEvidence[];
  /** Times on warm connections (`echo_rtt`), also straight to each endpoint. */
  readonly times: readonly PathEvidence[];
  readonly fromMs: number;
  readonly toMs: number;
};

const METRICS = { connections: "ttfb_new", times: "echo_rtt" } as const;

/**
 * Reads and adds up what was measured in a window.
 *
 * @throws when the store does not answer
 */
export async function loadDriftEvidence(
  store: Pick<Store, "buckets" | "index">,
  service: string,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): Promise<DriftEvidence> {
  const bySeries = new Map<string, Series>();
  for (const key of await store.index.activeSince(service, fromMs)) {
    const series = parseSeriesKey(key);
    // Paths pinned by a way in say nothing about its choice.
    if (series !== null && (series.entry === "direct") === (series.endpoint !== null)) {
      bySeries.set(key, series);
    }
  }
  const read = async (metric: Series["metric"]) => {
    const keys = [...bySeries].flatMap(([key, series]) => (series.metric === metric ? key : []));
    const window = { fromMs, toMs, stepMs: MINUTE_MS };
    const sums = await store.buckets.sums(keys, window, toMs);
    return keys.flatMap((key): PathEvidence[] => {
      const series = bySeries.get(key);
      const steps = sums.bySeries.get(key) ?? [];
      if (series === undefined || steps.length === 0) return [];
      const { vantage, entry, endpoint } = series;
      return [
        { vantage, entry, endpoint, bucket: mergeBuckets(steps.map(({ bucket }) => bucket)) },
      ];
    });
  };
  const [connections, times] = await Promise.all([read(METRICS.connections), read(METRICS.times)]);
  return { connections, times, fromMs, toMs };
}
