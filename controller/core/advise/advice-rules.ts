/** Thresholds of the decision. Defaults, to be seen and questioned. */
export const ADVICE_RULES = {
  /** A median of fewer values has no 95 % interval (2 · 0.5⁵ > 0.05). */
  fewestValues: 6,
  /** A difference below this is not worth acting on, … */
  leastDifferenceUs: 5_000,
  /** … nor one below this share of what users have today. */
  leastDifferenceRatio: 0.05,
  /** Above this share of lost and failed attempts the times of those that came back flatter. */
  mostBadRatio: 0.05,
  /** One weekly cycle; two before an answer is firm. */
  provisionalDays: 7,
  firmDays: 14,
  leastCoverage: 0.8,
  leastFailoverRuns: 5,
} as const;

/** What a grade takes, best first. Anything less is C, and C is never a basis for a change. */
export const GRADES = [
  { grade: "A", days: ADVICE_RULES.firmDays, coverage: 0.9, failoverRuns: 20 },
  {
    grade: "B",
    days: ADVICE_RULES.provisionalDays,
    coverage: ADVICE_RULES.leastCoverage,
    failoverRuns: ADVICE_RULES.leastFailoverRuns,
  },
] as const;
