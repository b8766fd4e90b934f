import type { Batch, BatchReceipt } from "../../probe/contract/batch.ts";
import { correctClock } from "../core/ingest/correct-clock.ts";
import type { Queues } from "../queue/open-queues.ts";
import type { Store } from "../store/store.ts";
import { assignmentVersion } from "./assignment-version.ts";
import { type ClockFault, clockFault } from "./check-clock.ts";

/** What became of a batch. */
export type Acceptance =
  | { readonly kind: "accepted"; readonly receipt: BatchReceipt }
  | { readonly kind: "unknown_vantage" }
  | { readonly kind: "wrong_clock"; readonly fault: ClockFault };

/**
 * Queues a valid batch for folding. `accepted` means that it is in Redis; the receipt tells the probe
 * the version of its present assignment. Its times are brought to the controller's clock before anything
 * is decided by them.
 */
export async function acceptBatch(
  {
    store,
    queues,
  }: {
    store: {
      readonly estate: Store["estate"];
      readonly armedRuns: Pick<Store["armedRuns"], "recently">;
      readonly buckets: Pick<Store["buckets"], "keepAt">;
    };
    queues: Pick<Queues, "addBatch">;
  },
  sent: Batch,
  nowMs: number,
): Promise<Acceptance> {
  const { vantage, boot, seq } = sent;
  const [estate, runs] = await Promise.all([
    store.estate.read(),
    store.armedRuns.recently(vantage, nowMs),
  ]);
  const version = estate === null ? null : assignmentVersion(estate, vantage, runs);
  if (version === null) return { kind: "unknown_vantage" };
  const batch = correctClock(sent);
  const fault = clockFault(batch, nowMs, store.buckets.keepAt(nowMs).minutesMs);
  if (fault !== null) return { kind: "wrong_clock", fault };
  await queues.addBatch(batch, nowMs);
  const receipt = { vantage, boot, seq, assignmentVersion: version };
  return { kind: "accepted", receipt };
}
