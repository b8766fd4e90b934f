import type { TargetHealth } from "@aws-sdk/client-elastic-load-balancing-v2";
import { NO_STATUS, TIMED_OUT } from "../health/probe-reasons.ts";

/** Which sort of load balancer words it: Network Load Balancers have one reason for all. */
export type BalancerKind = "application" | "network";

/**
 * Why a target is unhealthy, by how the last bad call ended.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html
 */
export function unhealthyFor(kind: BalancerKind, failure: string): TargetHealth {
  const State = "unhealthy";
  const status = /^Failure: HTTP Status Code (\d+)/.exec(failure)?.[1];
  if (kind === "application" && status !== undefined) {
    const Description = `Health checks failed with these codes: [${status}]`;
    return { State, Reason: "Target.ResponseCodeMismatch", Description };
  }
  if (kind === "application" && (failure === TIMED_OUT || failure === NO_STATUS)) {
    return { State, Reason: "Target.Timeout", Description: "Request timed out" };
  }
  return { State, Reason: "Target.FailedHealthChecks", Description: "Health checks failed" };
}
