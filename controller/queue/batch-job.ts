import type { Batch } from "../../probe/contract/batch.ts";

/** What a job of the measurements queue carries. The batch was validated before it was queued. */
export type BatchJob = {
  readonly batch: Batch;
  readonly receivedAtMs: number;
  /** Its sender was promised that it outlives its primary: so must what is folded of it. */
  readonly isOnReplica?: boolean;
};

/**
 * Name of the job of a batch. The same batch gets the same name, so that it is queued once however
 * often it arrives while it waits. (BullMQ forbids colons in it.)
 */
export function batchJobId({ vantage, boot, seq }: Batch): string {
  return `${vantage}.${boot}.${seq}`;
}
