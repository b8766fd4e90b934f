/** Thresholds of drift. Defaults, to be seen and questioned. */
export const DRIFT_RULES = {
  /** Fewer answers of a vantage say nothing about who serves it. */
  fewestAnswers: 20,
  /** Clients served otherwise than predicted, as a part of a group, that are worth a line. */
  leastMovedShare: 0.1,
  /** Confidence that a measured share is another one than that predicted. */
  shareConfidence: 0.99,
  /** Part of a group from which on a wrong prediction is grave. */
  graveShare: 0.5,
  /** A quantity of traffic that grew or shrank by less leaves a decision where it is. */
  leastTrafficChange: 0.2,
  /** A group's part of the traffic that changed by less, as a part of all traffic, does too. */
  leastShareChange: 0.05,
  /** Evidence that ended longer ago is too old to stand on: two weekly cycles. */
  oldestEvidenceMs: 14 * 86_400_000,
} as const;
