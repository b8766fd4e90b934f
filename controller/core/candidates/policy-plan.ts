import type { Reason } from "../../contract/advised-design.ts";
import type { PolicyName } from "../../contract/aws/routing-policy.ts";
import type { Draft } from "./draft.ts";

/** A policy with everything decided but TTLs and settings of checks. */
export interface PolicyPlan {
  readonly policy: PolicyName;
  /** Unique among the plans: `geoproximity with biases`. */
  readonly label: string;
  readonly build: (ttlS: number, name: string) => Draft;
  /** Without health checks only the TTL can be set. */
  readonly hasChecks: boolean;
}

/** What no design was made of, and why. */
export interface LeftOut {
  readonly label: string;
  readonly reason: Reason;
}
