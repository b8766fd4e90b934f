import type { RoutingDesign } from "../../contract/aws/routing-design.ts";
import type { PolicyName } from "../../contract/aws/routing-policy.ts";
import type { DesignSettings } from "../candidates/settings.ts";
import type { Door } from "../routing/predict-served.ts";

/** A design that may be recommended, complete, with what it was made of. */
export interface Candidate {
  /** Unique among those compared: `latency ttl60-10x3`. */
  readonly name: string;
  readonly kind: "route53" | "accelerator" | "hybrid";
  /** Policy that leads those who do not go by the accelerator; null where everybody does, or for what stands. */
  readonly policy: PolicyName | null;
  /** Null for what stands in AWS, which has been set part by part. */
  readonly settings: DesignSettings | null;
  /** Client groups that it leads to the accelerator. */
  readonly acceleratorGroups: readonly string[];
  /** In canonical form. */
  readonly design: RoutingDesign;
  /** Candidates of one key lead everybody alike: they differ in TTLs and settings of checks alone. */
  readonly routingKey?: string;
  /** Where users knock. */
  readonly door: Door;
}
