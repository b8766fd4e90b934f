import { countInBins } from "../../../probe/contract/histogram.ts";
import type { Summary } from "../../contract/statistic.ts";
import { quantile } from "../histogram/quantile.ts";
import type { Bucket } from "./bucket.ts";

/** What a bucket says: counts, exact extremes and the quantiles that enough values were measured for. */
export function summarise(bucket: Bucket): Summary {
  const { bins, minUs, maxUs } = bucket;
  const extremes = minUs !== null && maxUs !== null ? { minUs, maxUs } : undefined;
  return {
    n: countInBins(bins),
    sent: bucket.sent,
    lost: bucket.lost,
    tainted: bucket.tainted,
    failed: Object.values(bucket.failures).reduce((sum, count) => sum + count, 0),
    failure: mostFrequent(bucket.failures),
    minUs,
    maxUs,
    p50: quantile(bins, 0.5, extremes),
    p90: quantile(bins, 0.9, extremes),
    p95: quantile(bins, 0.95, extremes),
    p99: quantile(bins, 0.99, extremes),
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
