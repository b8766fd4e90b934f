import type { Distribution } from "../../contract/distribution.ts";
import type { NamedSeries } from "../../contract/window.ts";
import { bandsOver, countInBands } from "../histogram/bands.ts";
import { mergeBuckets } from "../summary/bucket.ts";
import { summarise } from "../summary/summarise.ts";
import { type SeriesSteps, windowFacts } from "./series-steps.ts";

/** How the times of a window are spread, in `limit` bands at most. */
export function composeDistribution(
  series: NamedSeries,
  read: SeriesSteps,
  limit: number,
): Distribution {
  const whole = mergeBuckets(read.steps.map(({ bucket }) => bucket));
  const bands = bandsOver([whole.bins], limit);
  const counts = countInBands(whole.bins, bands);
  return {
    series,
    ...windowFacts(read),
    whole: summarise(whole),
    bands: bands.bands.map((band, at) => ({ ...band, n: counts[at] ?? 0 })),
  };
}
