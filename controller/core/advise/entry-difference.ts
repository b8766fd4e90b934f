import type { GroupAdvice, GroupVerdict } from "../../contract/recommendation.ts";
import type { AdviceThresholds } from "../../contract/scenario.ts";
import type { Quantile } from "../../contract/statistic.ts";
import { ADVICE_RULES } from "./advice-rules.ts";

/** A difference of medians in microseconds; negative means that the first is faster. */
export type Difference = NonNullable<GroupAdvice["difference"]>;

/**
 * How much slower `one` is than `other`. The interval runs from the lower bound of one minus the upper
 * bound of the other to the reverse, so it holds the true difference whenever both 95 % intervals hold
 * their medians; for two equally certain medians that is some 99 %. Null where a bound is missing.
 *
 * It treats the values as independent, which times of one path are not: over days they drift and jump
 * together. So it serves for a first impression only, until it is replaced by the interval over daily
 * differences, and nothing is changed on the strength of it.
 */
export function differenceOf(one: Quantile, other: Quantile): Difference | null {
  if (one.lowUs === null || one.highUs === null) return null;
  if (other.lowUs === null || other.highUs === null) return null;
  return {
    us: one.us - other.us,
    lowUs: one.lowUs - other.highUs,
    highUs: one.highUs - other.lowUs,
  };
}

/** Differences below this, in microseconds, are not worth acting on for users who have `todayUs`. */
export function practicalThresholdUs(todayUs: number, own: AdviceThresholds = {}): number {
  const {
    leastDifferenceMs = ADVICE_RULES.leastDifferenceUs / 1_000,
    leastDifferenceRatio = ADVICE_RULES.leastDifferenceRatio,
  } = own;
  return Math.max(
    Math.round(1_000 * leastDifferenceMs),
    Math.round(leastDifferenceRatio * todayUs),
  );
}

/**
 * Better and worse only where the whole interval lies beyond the threshold; equivalent only where the
 * whole interval lies within.
 */
export function differenceVerdict(
  difference: Difference,
  thresholdUs: number,
): Exclude<GroupVerdict, "non_stationary"> {
  if (difference.highUs < -thresholdUs) return "better";
  if (difference.lowUs > thresholdUs) return "worse";
  const isWithin = difference.lowUs >= -thresholdUs && difference.highUs <= thresholdUs;
  return isWithin ? "equivalent" : "inconclusive";
}
