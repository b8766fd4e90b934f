import { type Heatmap, type HeatmapQuery, MOST_COLUMNS } from "../contract/heatmap.ts";
import { composeHeatmap } from "../core/window/compose-heatmap.ts";
import type { SeriesSteps } from "../core/window/series-steps.ts";
import type { SeriesBuckets } from "../store/series-buckets.ts";
import { loadSteps, namedSeries } from "./load-steps.ts";

/**
 * Times over time of one series.
 *
 * @throws TooManyStepsError for more columns than an answer may have
 */
export async function loadHeatmap(
  buckets: Pick<SeriesBuckets, "sums">,
  question: HeatmapQuery,
  nowMs: number,
): Promise<Heatmap> {
  const series = namedSeries(question);
  const query = {
    series: [series],
    window: question,
    stepMs: question.stepMs,
    limit: MOST_COLUMNS,
  };
  const { read, stepMs } = await loadSteps(buckets, query, nowMs);
  const [own] = read as [SeriesSteps];
  return composeHeatmap(series, own, stepMs ?? question.stepMs, question.bands);
}
