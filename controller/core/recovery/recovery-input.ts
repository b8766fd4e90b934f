import type { RoutingDesign } from "../../contract/aws/routing-design.ts";
import type { Service } from "../../contract/estate.ts";
import type { FailoverRun } from "../../contract/failover-run.ts";

/** Everything that advice on surviving the loss of a Region stands on. */
export interface RecoveryInput {
  /** Epoch milliseconds. */
  readonly atMs: number;
  readonly service: Service;
  readonly failoverRuns: readonly FailoverRun[];
  /** How users are led today, read or declared; null where it is not known. */
  readonly design: RoutingDesign | null;
}
