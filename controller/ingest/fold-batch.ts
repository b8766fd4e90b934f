import { planFold } from "../core/fold/plan-fold.ts";
import type { BatchJob } from "../queue/batch-job.ts";
import type { Store } from "../store/store.ts";

/**
 * Puts a batch into the store. May be repeated, interrupted and run by several workers at once: a batch
 * is added as a whole, and counts once.
 */
export async function foldBatch(
  store: Pick<Store, "buckets" | "probes">,
  { batch, receivedAtMs }: BatchJob,
  nowMs: number,
): Promise<void> {
  const steps = planFold(batch, nowMs - store.buckets.keepAt(nowMs).minutesMs);
  await Promise.all([
    store.buckets.fold(batch, steps, nowMs),
    store.probes.write(batch, receivedAtMs),
  ]);
}
