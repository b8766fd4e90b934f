import { Queue } from "bullmq";
import type { Batch } from "../../probe/contract/batch.ts";
import { connectRedis, type RedisAddress } from "../store/connect.ts";
import { releaseRedis, settleWithin } from "../store/release-redis.ts";
import { type BatchJob, batchJobId } from "./batch-job.ts";
import { QUEUE_NAMES, QUEUE_PREFIX } from "./queue-names.ts";

/** Doubling from half a second, ten attempts outlast some eight minutes of a failing store. */
const ATTEMPTS = 10;
const FIRST_RETRY_MS = 500;
/** Enough to look at; a finished job still holds its whole batch. */
const FINISHED_JOBS_KEPT = 50;
/** Jobs that failed for good stay this long: longer than the minutes in them are of use. */
const DEAD_LETTERS_KEPT_S = 7 * 24 * 3_600;
/** Closing a queue only takes off listeners; this is for a server that went away meanwhile. */
const CLOSE_WITHIN_MS = 2_000;
const ROLL_UP_EVERY_MS = 60_000;
/** As often as evidence can have grown noticeably while the first minutes come in. */
const ADVISE_EVERY_MS = 15_000;

export type Queues = {
  /** Resolves when the batch is in Redis. */
  addBatch(batch: Batch, receivedAtMs: number): Promise<void>;
  /** Sets up the jobs that recur. Any number of processes may do so. */
  schedule(): Promise<void>;
  close(): Promise<void>;
};

/** Opens the queues for adding. */
export function openQueues(address: RedisAddress, onError: (error: Error) => void): Queues {
  const connection = connectRedis(address, onError);
  const options = {
    connection,
    prefix: QUEUE_PREFIX,
    defaultJobOptions: {
      attempts: ATTEMPTS,
      backoff: { type: "exponential", delay: FIRST_RETRY_MS },
      removeOnComplete: { count: FINISHED_JOBS_KEPT },
      removeOnFail: { age: DEAD_LETTERS_KEPT_S },
    },
  };
  const measurements = new Queue<BatchJob>(QUEUE_NAMES.measurements, options);
  const maintenance = new Queue(QUEUE_NAMES.maintenance, options);
  const advice = new Queue(QUEUE_NAMES.advice, options);
  const all = [measurements, maintenance, advice];
  for (const queue of all) queue.on("error", onError);
  // What recurs is not worth repeating: the next one comes soon.
  const recurring = { opts: { attempts: 1, removeOnFail: { count: FINISHED_JOBS_KEPT } } };
  return {
    async addBatch(batch, receivedAtMs) {
      await measurements.add("fold", { batch, receivedAtMs }, { jobId: batchJobId(batch) });
    },
    async schedule() {
      // What the release before scheduled.
      await maintenance.removeJobScheduler("compact");
      await maintenance.upsertJobScheduler("roll-up", { every: ROLL_UP_EVERY_MS }, recurring);
      await advice.upsertJobScheduler("advise", { every: ADVISE_EVERY_MS }, recurring);
    },
    async close() {
      await settleWithin(CLOSE_WITHIN_MS, Promise.all(all.map((queue) => queue.close())));
      await releaseRedis(connection);
    },
  };
}
