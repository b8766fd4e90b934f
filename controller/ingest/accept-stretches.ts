import type { BatchReceipt } from "../../probe/contract/batch.ts";
import type { StretchBatch } from "../../probe/contract/stretch-batch.ts";
import type { Store } from "../store/store.ts";
import { assignmentVersion } from "./assignment-version.ts";

/**
 * Keeps what a probe saw of failover tests. A receipt means that it is in Redis; null stands for a vantage
 * that the estate does not name.
 */
export async function acceptStretches(
  store: Pick<Store, "estate" | "stretches" | "armedRuns">,
  batch: StretchBatch,
  nowMs: number,
): Promise<BatchReceipt | null> {
  const { vantage, boot, seq } = batch;
  const [estate, runs] = await Promise.all([
    store.estate.read(),
    store.armedRuns.recently(vantage, nowMs),
  ]);
  const version = estate === null ? null : assignmentVersion(estate, vantage, runs);
  if (version === null) return null;
  await store.stretches.write(batch);
  return { vantage, boot, seq, assignmentVersion: version };
}
