import type { Distribution, DistributionQuery } from "../contract/distribution.ts";
import { composeDistribution } from "../core/window/compose-distribution.ts";
import type { SeriesSteps } from "../core/window/series-steps.ts";
import type { SeriesBuckets } from "../store/series-buckets.ts";
import { loadSteps, namedSeries } from "./load-steps.ts";

/** How the times of one series are spread over a window. */
export async function loadDistribution(
  buckets: Pick<SeriesBuckets, "sums">,
  question: DistributionQuery,
  nowMs: number,
): Promise<Distribution> {
  const series = namedSeries(question);
  const query = { series: [series], window: question, stepMs: null, limit: 1 };
  const [own] = (await loadSteps(buckets, query, nowMs)).read as [SeriesSteps];
  return composeDistribution(series, own, question.bands);
}
