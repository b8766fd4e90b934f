import { studentCdf, studentQuantile } from "./distributions.ts";
import { deviationOf, meanOf } from "./moments.ts";

/** What one day came to. `day` counts days, so that a gap between two can be seen. */
export type DayValue = { readonly day: number; readonly value: number };

/** The mean over days with an interval that allows for days that resemble their neighbours. */
export type DayInterval = {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly days: number;
  /** As many independent days would tell as much. */
  readonly effectiveDays: number;
  readonly standardError: number;
};

/** Three days at least: two say nothing of how days differ. */
const FEWEST_DAYS = 3;
const MOST_CORRELATED = 0.9;

/**
 * Interval of a mean over days, the unit of evidence: within a day the values of a path move together,
 * from day to day hardly. What likeness is left is estimated by the correlation with the day before
 * (corrected by 1/D for small D) and lowers the number of days that count:
 * D_eff = max(3, D (1 - r) / (1 + r)), mean ± t(D_eff - 1) · s / √D_eff. Null below 3 days.
 * @param miss chance that the interval misses the true mean, both sides together.
 */
export function dayInterval(values: readonly DayValue[], miss = 0.05): DayInterval | null {
  const days = values.length;
  if (days < FEWEST_DAYS) return null;
  const numbers = values.map(({ value }) => value);
  const mean = meanOf(numbers);
  const likeness = likenessOfNeighbours(values, mean);
  const effectiveDays = Math.max(FEWEST_DAYS, (days * (1 - likeness)) / (1 + likeness));
  const standardError = deviationOf(numbers) / Math.sqrt(effectiveDays);
  const half = studentQuantile(1 - miss / 2, effectiveDays - 1) * standardError;
  return { mean, low: mean - half, high: mean + half, days, effectiveDays, standardError };
}

/** Chance of a mean at least this far below `bound` if the true mean were `bound`. */
export function chanceBelow(interval: DayInterval, bound: number): number {
  const { mean, standardError, effectiveDays } = interval;
  if (standardError === 0) return mean < bound ? 0 : 1;
  return studentCdf((mean - bound) / standardError, effectiveDays - 1);
}

/** Correlation of days with the day before, corrected, from 0 to 0.9. Pairs across a gap do not count. */
function likenessOfNeighbours(values: readonly DayValue[], mean: number): number {
  let together = 0;
  let spread = 0;
  values.forEach(({ day, value }, at) => {
    spread += (value - mean) ** 2;
    const before = values[at - 1];
    if (before?.day === day - 1) together += (value - mean) * (before.value - mean);
  });
  const correlation = spread === 0 ? 0 : together / spread;
  return Math.min(MOST_CORRELATED, Math.max(0, correlation + 1 / values.length));
}
