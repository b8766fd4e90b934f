import type { Batch, BatchReceipt } from "../../probe/contract/batch.ts";
import { hashSecret } from "../access/secrets.ts";
import { deriveAssignment } from "../core/assign/derive-assignment.ts";
import type { Queues } from "../queue/open-queues.ts";
import type { Store } from "../store/store.ts";
import { type ClockFault, clockFault } from "./check-clock.ts";

/** What became of a batch. */
export type Acceptance =
  | { readonly kind: "accepted"; readonly receipt: BatchReceipt }
  | { readonly kind: "unknown_vantage" }
  | { readonly kind: "wrong_clock"; readonly fault: ClockFault };

/**
 * Queues a valid batch for folding. `accepted` means that it is in Redis; the receipt tells the probe
 * the version of its present assignment.
 */
export async function acceptBatch(
  {
    store,
    queues,
  }: {
    store: { readonly estate: Store["estate"]; readonly buckets: Pick<Store["buckets"], "keep"> };
    queues: Pick<Queues, "addBatch">;
  },
  batch: Batch,
  nowMs: number,
): Promise<Acceptance> {
  const { vantage, boot, seq } = batch;
  const estate = await store.estate.read();
  const assignment = estate === null ? null : deriveAssignment(estate, vantage, hashSecret);
  if (assignment === null) return { kind: "unknown_vantage" };
  const fault = clockFault(batch, nowMs, store.buckets.keep.minutesMs);
  if (fault !== null) return { kind: "wrong_clock", fault };
  await queues.addBatch(batch, nowMs);
  const receipt = { vantage, boot, seq, assignmentVersion: assignment.version };
  return { kind: "accepted", receipt };
}
