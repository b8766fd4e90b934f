import { MOST_POINTS, type SeriesAnswer, type SeriesQuery } from "../contract/series.ts";
import { mergeBuckets } from "../core/summary/bucket.ts";
import { summarise } from "../core/summary/summarise.ts";
import { type SeriesSteps, windowFacts } from "../core/window/series-steps.ts";
import type { SeriesBuckets } from "../store/series-buckets.ts";
import { loadSteps, namedSeries } from "./load-steps.ts";

/**
 * One series over time: a point for every step that holds a measurement, and the whole.
 *
 * @throws TooManyStepsError for more points than an answer may have
 */
export async function loadSeries(
  buckets: Pick<SeriesBuckets, "sums">,
  question: SeriesQuery,
  nowMs: number,
): Promise<SeriesAnswer> {
  const series = namedSeries(question);
  const query = { series: [series], window: question, stepMs: question.stepMs, limit: MOST_POINTS };
  const { read, stepMs } = await loadSteps(buckets, query, nowMs);
  const [own] = read as [SeriesSteps];
  return {
    series,
    ...windowFacts(own),
    stepMs: stepMs ?? question.stepMs,
    points: own.steps.map(({ atMs, bucket }) => ({ atMs, summary: summarise(bucket) })),
    whole: summarise(mergeBuckets(own.steps.map(({ bucket }) => bucket))),
  };
}
