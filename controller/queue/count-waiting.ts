import { Queue } from "bullmq";
import type { BackupClient } from "../store/backup/client.ts";
import { QUEUE_NAMES, QUEUE_SHARDS_KEY, shardPrefix } from "./queue-names.ts";

/** Batches that are acknowledged and not folded yet, also those whose folding failed for now. */
export async function countWaiting(connection: BackupClient): Promise<number> {
  const shards = Number((await connection.get(QUEUE_SHARDS_KEY)) ?? 0);
  const counts = Array.from({ length: shards }, (_, shard) => countInShard(connection, shard));
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}

async function countInShard(connection: BackupClient, shard: number): Promise<number> {
  const queue = new Queue(QUEUE_NAMES.measurements, {
    connection,
    prefix: shardPrefix(shard),
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
