import { type DefaultJobOptions, Queue } from "bullmq";
import type { RedisClient } from "../store/connect.ts";
import { QUEUE_NAMES, shardPrefix } from "./queue-names.ts";

/** The measurements queue of each shard, opened when it is first needed. */
export type ShardQueues<Data> = {
  shard(shard: number): Queue<Data>;
  /** Those that are open. */
  all(): Queue<Data>[];
};

export function shardQueues<Data>(
  connection: RedisClient,
  onError: (error: Error) => void,
  defaultJobOptions: DefaultJobOptions,
): ShardQueues<Data> {
  const open = new Map<number, Queue<Data>>();
  return {
    shard(shard) {
      const present = open.get(shard);
      if (present !== undefined) return present;
      const queue = new Queue<Data>(QUEUE_NAMES.measurements, {
        connection,
        prefix: shardPrefix(shard),
        defaultJobOptions,
      });
      queue.on("error", onError);
      open.set(shard, queue);
      return queue;
    },
    all: () => [...open.values()],
  };
}
