import type { Recommendation } from "../../contract/recommendation.ts";
import { GRADES } from "./advice-rules.ts";

/** The grade that this much evidence earns. */
export function evidenceGrade(evidence: {
  readonly fullDays: number;
  readonly coverage: number;
  readonly failoverRuns: number;
}): Recommendation["evidence"]["grade"] {
  const { fullDays, coverage, failoverRuns } = evidence;
  const earned = GRADES.find(
    (rule) =>
      fullDays >= rule.days && coverage >= rule.coverage && failoverRuns >= rule.failoverRuns,
  );
  return earned?.grade ?? "C";
}
