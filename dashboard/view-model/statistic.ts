import type { Quantile, Statistic, Summary } from "../../controller/contract/statistic.ts";

export const STATISTICS: readonly Statistic[] = ["p50", "p90", "p95", "p99", "max"];

/**
 * Values needed before a quantile has a distribution-free two-sided 95 % bound (order statistics);
 * the largest value needs only one.
 */
const NEEDED: Record<Statistic, number> = { p50: 6, p90: 29, p95: 59, p99: 299, max: 1 };

export function valuesNeeded(statistic: Statistic): number {
  return NEEDED[statistic];
}

/** The statistic of a summary; null where too few values stand behind it. */
export function statisticOf(summary: Summary, statistic: Statistic): Quantile | null {
  if (statistic !== "max") return summary[statistic];
  return summary.maxUs === null ? null : { us: summary.maxUs, lowUs: null, highUs: null };
}
