import type { Heatmap } from "../../contract/heatmap.ts";
import type { NamedSeries } from "../../contract/window.ts";
import { bandsOver, countInBands } from "../histogram/bands.ts";
import { mergeBuckets } from "../summary/bucket.ts";
import { summarise } from "../summary/summarise.ts";
import { type SeriesSteps, windowFacts } from "./series-steps.ts";

/** Times over time, step by step, in the same bands throughout, `limit` of them at most. */
export function composeHeatmap(
  series: NamedSeries,
  read: SeriesSteps,
  stepMs: number,
  limit: number,
): Heatmap {
  const buckets = read.steps.map(({ bucket }) => bucket);
  const bands = bandsOver(
    buckets.map(({ bins }) => bins),
    limit,
  );
  return {
    series,
    ...windowFacts(read),
    stepMs,
    whole: summarise(mergeBuckets(buckets)),
    bands: [...bands.bands],
    columns: read.steps.map(({ atMs, bucket }) => ({
      atMs,
      counts: countInBands(bucket.bins, bands),
      lost: bucket.lost,
      failed: Object.values(bucket.failures).reduce((sum, count) => sum + count, 0),
      tainted: bucket.tainted,
    })),
  };
}
