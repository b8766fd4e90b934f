import type { RoutingDesign } from "../../contract/aws/routing-design.ts";
import type { Service } from "../../contract/estate.ts";
import type { FailoverRun } from "../../contract/failover-run.ts";
import type { EvidenceSource } from "../../contract/path-history.ts";

/** Everything that advice on surviving the loss of a Region stands on. */
export interface RecoveryInput {
  /** Epoch milliseconds. */
  readonly atMs: number;
  readonly service: Service;
  readonly failoverRuns: readonly FailoverRun[];
  /** Where the runs come from: those that were simulated are a model. */
  readonly runSource: EvidenceSource;
  /** How users are led today, read or declared; null where it is not known. */
  readonly design: RoutingDesign | null;
}
