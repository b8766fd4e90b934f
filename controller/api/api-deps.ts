import type { Logger } from "pino";
import type { BatchRates } from "../ingest/batch-rate.ts";
import type { SeenBatches } from "../ingest/seen-batches.ts";
import type { Metrics } from "../metrics/metrics.ts";
import type { Gauge } from "../pressure/open-gauge.ts";
import type { Queues } from "../queue/open-queues.ts";
import type { Store } from "../store/store.ts";

/** What the routes work with. */
export type ApiDeps = {
  readonly store: Store;
  readonly queues: Pick<Queues, "addBatch" | "deadLetters" | "aws" | "prices" | "drift" | "advice">;
  readonly gauge: Pick<Gauge, "trouble" | "retryAfterS" | "last">;
  readonly metrics: Metrics;
  readonly rates: BatchRates;
  readonly seen: SeenBatches;
  readonly log: Logger;
  /** Without it health and metrics alone are served, for a process of workers. */
  readonly servesApi: boolean;
  /** Folder of the built pages; null serves the API alone. */
  readonly dashboardDir: string | null;
  /** Epoch milliseconds. */
  readonly now: () => number;
};
