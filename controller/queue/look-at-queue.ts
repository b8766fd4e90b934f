import type { Queue } from "bullmq";
import type { ChainableCommander } from "ioredis";
import type { QueueLook } from "../core/pressure/store-look.ts";
import type { RedisClient } from "../store/connect.ts";
import { type Call, send } from "../store/pipeline.ts";
import type { BatchJob } from "./batch-job.ts";

/** Counts what waits, at the given time (epoch milliseconds). */
export type QueueLooks = (nowMs: number) => Promise<QueueLook>;

/** One pipeline for each shard: its keys are in one slot. Costs the same however long the queue is. */
export async function lookAtQueue(
  redis: RedisClient,
  shards: readonly Queue<BatchJob>[],
  nowMs: number,
): Promise<QueueLook> {
  const looks = await Promise.all(shards.map((queue) => lookAtShard(redis, queue)));
  const oldest = looks.flatMap(({ oldestAtMs }) => (oldestAtMs === null ? [] : [oldestAtMs]));
  return {
    shards: looks.map(({ oldestAtMs: _, ...counts }) => counts),
    oldestWaitingMs: oldest.length === 0 ? null : Math.max(0, nowMs - Math.min(...oldest)),
  };
}

async function lookAtShard(redis: RedisClient, queue: Queue<BatchJob>) {
  const key = (type: string) => queue.toKey(type);
  const on = (type: string, put: (pipeline: ChainableCommander, key: string) => void): Call => ({
    key: key(type),
    put: (pipeline) => put(pipeline, key(type)),
  });
  const [waiting, active, delayed, failed, oldest] = await send(redis, [
    on("wait", (pipeline, wait) => pipeline.llen(wait)),
    on("active", (pipeline, list) => pipeline.llen(list)),
    on("delayed", (pipeline, set) => pipeline.zcard(set)),
    on("failed", (pipeline, set) => pipeline.zcard(set)),
    // Jobs are pushed at the head, so the oldest is at the tail.
    on("wait", (pipeline, wait) => pipeline.lindex(wait, -1)),
  ]);
  const addedAtMs = typeof oldest === "string" ? await redis.hget(key(oldest), "timestamp") : null;
  return {
    waiting: Number(waiting),
    active: Number(active),
    delayed: Number(delayed),
    failed: Number(failed),
    oldestAtMs: addedAtMs === null ? null : Number(addedAtMs),
  };
}
