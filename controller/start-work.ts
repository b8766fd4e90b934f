import type { Logger } from "pino";
import { refreshAdvice } from "./advise/refresh-advice.ts";
import { coalesceChanges } from "./ingest/coalesce-changes.ts";
import { foldBatch } from "./ingest/fold-batch.ts";
import { rollUpHours } from "./ingest/roll-up-hours.ts";
import type { InventoryWork } from "./inventory/start-inventory.ts";
import type { Metrics } from "./metrics/metrics.ts";
import { QUEUE_NAMES } from "./queue/queue-names.ts";
import { startWorkers, type Workers } from "./queue/start-workers.ts";
import type { RedisAddress } from "./redis-address.ts";
import type { Store } from "./store/store.ts";
import { storeTroubleOf } from "./store/store-trouble.ts";

/** News of folded batches goes out at most this often from each process. */
const TELL_EVERY_MS = 250;

export type WorkOptions = {
  readonly redis: RedisAddress;
  readonly store: Store;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Shards of the measurements queue. */
  readonly shards: number;
  /** What a process does that was told of AWS; null for one that was not. */
  readonly inventory: InventoryWork | null;
  /** Hears what goes wrong with the connections. */
  readonly hear: (error: Error) => void;
};

/** Starts the workers of this process: folding, maintenance, advice, and AWS where it was told of it. */
export function startWork(options: WorkOptions): Workers {
  const { redis, store, log, metrics, shards, inventory, hear } = options;
  const warn = (err: Error, what: string) => log.warn({ err }, what);
  const gatherer = coalesceChanges(TELL_EVERY_MS, (vantages) => {
    store.changes
      .publish({ kind: "measurements", atMs: Date.now(), vantages })
      .catch((error: Error) => warn(error, "news of measurements was not published"));
  });
  const dueAtMs = new Map<string, number>();
  const workers = startWorkers(
    redis,
    {
      async foldBatch(job) {
        const startedMs = performance.now();
        await foldBatch(store, job, Date.now());
        metrics.folded((performance.now() - startedMs) / 1_000);
        gatherer.add([job.batch.vantage]);
      },
      maintain: () => rollUpHours(store, Date.now()),
      async advise() {
        await refreshAdvice({ store, now: Date.now, dueAtMs });
      },
      ...(inventory === null ? {} : { askAws: () => inventory.refresh() }),
    },
    {
      error: hear,
      failed(job, err) {
        if (job.queue === QUEUE_NAMES.measurements) {
          metrics.foldFailed(job.isLast ? "dead" : "retried");
        }
        // The gauge has told of Redis's trouble once; the job is tried again until it is over.
        if (!job.isLast && storeTroubleOf(err) !== null) log.debug({ job, err }, "a job waits");
        else log[job.isLast ? "error" : "warn"]({ job, err }, "a job failed");
      },
    },
    shards,
  );
  return {
    get areRunning() {
      return workers.areRunning;
    },
    async close() {
      inventory?.close();
      await workers.close();
      gatherer.close();
    },
  };
}
