import type { Summary } from "../../contract/statistic.ts";
import { quantileOf } from "../histogram/quantile.ts";
import { rankedBins } from "../histogram/ranked-bins.ts";
import type { Bucket } from "./bucket.ts";

/** What a bucket says: counts, exact extremes and the quantiles that enough values were measured for. */
export function summarise(bucket: Bucket): Summary {
  const { minUs, maxUs } = bucket;
  const ranked = rankedBins(bucket.bins);
  const extremes = minUs !== null && maxUs !== null ? { minUs, maxUs } : undefined;
  return {
    n: ranked.n,
    sent: bucket.sent,
    lost: bucket.lost,
    tainted: bucket.tainted,
    failed: Object.values(bucket.failures).reduce((sum, count) => sum + count, 0),
    failure: mostFrequent(bucket.failures),
    minUs,
    maxUs,
    p50: quantileOf(ranked, 0.5, extremes),
    p90: quantileOf(ranked, 0.9, extremes),
    p95: quantileOf(ranked, 0.95, extremes),
    p99: quantileOf(ranked, 0.99, extremes),
    servedBy: { ...bucket.servedBy },
    newestAtMs: bucket.lastAtMs,
  };
}

/** The failure counted most often, the first by name among equals; null without one. */
function mostFrequent(failures: Bucket["failures"]): string | null {
  let most: string | null = null;
  let mostCount = 0;
  for (const [name, count] of Object.entries(failures)) {
    const isFirstAmongEquals = count === mostCount && most !== null && name < most;
    if (count > mostCount || isFirstAmongEquals) {
      most = name;
      mostCount = count;
    }
  }
  return most;
}
