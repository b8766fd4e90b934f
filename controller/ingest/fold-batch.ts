import { planFold } from "../core/fold/plan-fold.ts";
import type { BatchJob } from "../queue/batch-job.ts";
import type { Store } from "../store/store.ts";

/**
 * Puts a batch into the store. May be repeated, interrupted and run by several workers at once: a batch
 * is added as a whole, and counts once. One that was promised to outlive its primary is done when what was
 * folded of it does so too: its job is on another node than its measurements, and goes when this is done.
 *
 * @throws NoReplicaError where no replica confirms that; the batch is to be folded again.
 */
export async function foldBatch(
  store: Pick<Store, "buckets" | "probes" | "confirmFold">,
  { batch, receivedAtMs, isOnReplica }: BatchJob,
  nowMs: number,
): Promise<void> {
  const steps = planFold(batch, nowMs - store.buckets.keepAt(nowMs).minutesMs);
  await Promise.all([
    store.buckets.fold(batch, steps, nowMs),
    store.probes.write(batch, receivedAtMs),
  ]);
  if (isOnReplica === true) await store.confirmFold(batch);
}
