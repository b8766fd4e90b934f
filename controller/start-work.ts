import type { Logger } from "pino";
import { refreshAdvice } from "./advise/refresh-advice.ts";
import { coalesceChanges } from "./ingest/coalesce-changes.ts";
import { foldBatch } from "./ingest/fold-batch.ts";
import { rollUpHours } from "./ingest/roll-up-hours.ts";
import { startWorkers, type Workers } from "./queue/start-workers.ts";
import type { RedisAddress } from "./store/connect.ts";
import type { Store } from "./store/store.ts";

/** News of folded batches goes out at most this often from each process. */
const TELL_EVERY_MS = 250;

/** Starts the workers of this process: folding, maintenance, advice. */
export function startWork(address: RedisAddress, store: Store, log: Logger): Workers {
  const warn = (err: Error, what: string) => log.warn({ err }, what);
  const gatherer = coalesceChanges(TELL_EVERY_MS, (vantages) => {
    store.changes
      .publish({ kind: "measurements", atMs: Date.now(), vantages })
      .catch((error: Error) => warn(error, "news of measurements was not published"));
  });
  const dueAtMs = new Map<string, number>();
  const workers = startWorkers(
    address,
    {
      async foldBatch(job) {
        await foldBatch(store, job, Date.now());
        gatherer.add([job.batch.vantage]);
      },
      maintain: () => rollUpHours(store, Date.now()),
      async advise() {
        await refreshAdvice({ store, now: Date.now, dueAtMs });
      },
    },
    {
      error: (error) => warn(error, "a queue worker met an error"),
      failed: (job, err) => log[job.isLast ? "error" : "warn"]({ job, err }, "a job failed"),
    },
  );
  return {
    get areRunning() {
      return workers.areRunning;
    },
    async close() {
      await workers.close();
      gatherer.close();
    },
  };
}
