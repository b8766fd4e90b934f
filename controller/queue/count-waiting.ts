import { Queue } from "bullmq";
import type { BackupClient } from "../store/backup/client.ts";
import { QUEUE_NAMES, QUEUE_PREFIX } from "./queue-names.ts";

/** Batches that are acknowledged and not folded yet, also those whose folding failed for now. */
export async function countWaiting(connection: BackupClient): Promise<number> {
  const queue = new Queue(QUEUE_NAMES.measurements, {
    connection,
    prefix: QUEUE_PREFIX,
    // Only looks: nothing is written into a store that is merely copied.
    skipMetasUpdate: true,
  });
  queue.on("error", () => undefined);
  try {
    return await queue.getJobCountByTypes("wait", "active", "delayed", "prioritized");
  } finally {
    await queue.close();
  }
}
