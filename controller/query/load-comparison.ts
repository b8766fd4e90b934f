import type { Comparison, ComparisonQuery } from "../contract/comparison.ts";
import { MOST_POINTS } from "../contract/series.ts";
import { composeComparison } from "../core/window/compose-comparison.ts";
import type { SeriesSteps } from "../core/window/series-steps.ts";
import type { SeriesBuckets } from "../store/series-buckets.ts";
import { loadSteps } from "./load-steps.ts";

/**
 * Two paths from one vantage, read in one go so that both cover the same window.
 *
 * @throws TooManyStepsError for more points than an answer may have
 */
export async function loadComparison(
  buckets: Pick<SeriesBuckets, "sums">,
  query: ComparisonQuery,
  nowMs: number,
): Promise<Comparison> {
  const { vantage, service, metric, stepMs: asked } = query;
  const side = (entry: ComparisonQuery["oneEntry"], endpoint: string | undefined) => ({
    ...{ vantage, service, metric, entry },
    endpoint: endpoint ?? null,
  });
  const one = side(query.oneEntry, query.oneEndpoint);
  const other = side(query.otherEntry, query.otherEndpoint);
  const steps = { series: [one, other], window: query, stepMs: asked, limit: MOST_POINTS };
  const { read, stepMs } = await loadSteps(buckets, steps, nowMs);
  const [left, right] = read as [SeriesSteps, SeriesSteps];
  return composeComparison(
    { series: one, read: left },
    { series: other, read: right },
    stepMs ?? asked,
  );
}
