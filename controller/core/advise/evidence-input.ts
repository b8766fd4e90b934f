import type { RoutingDesign } from "../../contract/aws/routing-design.ts";
import type { PlacedVantage, Service } from "../../contract/estate.ts";
import type { FailoverRun } from "../../contract/failover-run.ts";
import type { EvidenceSource, PathHistory } from "../../contract/path-history.ts";
import type { PriceBook } from "../../contract/price-book.ts";
import type { AdviceMemory, AdviceThresholds } from "../../contract/scenario.ts";

/** Everything that a recommendation is worked out from, live and from a file alike. */
export interface EvidenceInput {
  /** Epoch milliseconds. */
  readonly atMs: number;
  readonly service: Service;
  readonly vantages: readonly PlacedVantage[];
  readonly source: EvidenceSource;
  readonly histories: readonly PathHistory[];
  readonly failoverRuns: readonly FailoverRun[];
  readonly prices: PriceBook;
  /** What stands in AWS for the service, as it was read or declared; null where not known. */
  readonly live: RoutingDesign | null;
  readonly thresholds: AdviceThresholds;
  readonly memory: AdviceMemory;
}
