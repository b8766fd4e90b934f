import type { FailoverPlan } from "../../contract/failover/failover-plan.ts";
import type { PreflightFacts } from "./preflight-facts.ts";

const CLEAN_RUNS = 3;

/** Production after three clean runs elsewhere, and there first a failure that harms nobody. */
export function productionRule(
  { environment, failureMode }: FailoverPlan,
  { cleanRunsElsewhere, runsInProduction }: PreflightFacts,
): readonly ["pass" | "fail", string] {
  if (environment !== "production") return ["pass", `${environment} needs no runs before`];
  if (cleanRunsElsewhere < CLEAN_RUNS) {
    const reason = `${cleanRunsElsewhere} clean runs outside of production, ${CLEAN_RUNS} are needed; run it in staging first`;
    return ["fail", reason];
  }
  if (runsInProduction === 0 && failureMode !== "health_only") {
    return ["fail", `the first run in production must be health_only, not ${failureMode}`];
  }
  return ["pass", `${cleanRunsElsewhere} clean runs elsewhere, ${runsInProduction} in production`];
}
