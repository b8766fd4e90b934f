import { newestMinutes, planFold } from "../core/fold/plan-fold.ts";
import type { BatchJob } from "../queue/batch-job.ts";
import { RETENTION_MS } from "../store/series-buckets.ts";
import type { Store } from "../store/store.ts";

/**
 * Puts a batch into the store. May be repeated, interrupted and run by several workers at once: what
 * was added counts once, and what was not is added by the next attempt.
 */
export async function foldBatch(
  store: Pick<Store, "buckets" | "index" | "probes">,
  { batch, receivedAtMs }: BatchJob,
  nowMs: number,
): Promise<void> {
  await Promise.all([
    store.buckets.fold(batch, planFold(batch, nowMs - RETENTION_MS)),
    store.index.note(newestMinutes(batch)),
    store.probes.write(batch, receivedAtMs),
  ]);
}
