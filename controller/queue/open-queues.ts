import { type DefaultJobOptions, Queue } from "bullmq";
import type { Batch } from "../../probe/contract/batch.ts";
import type { RedisAddress } from "../redis-address.ts";
import { connectRedis } from "../store/connect.ts";
import { releaseRedis, settleWithin } from "../store/release-redis.ts";
import { type Evidence, replicaFence } from "../store/replica-fence.ts";
import { type AdviceJobs, adviceJobs, scheduleAdvice } from "./advice-jobs.ts";
import { type AwsJobs, awsJobs } from "./aws-jobs.ts";
import { type BatchJob, batchJobId } from "./batch-job.ts";
import { type DeadLetters, deadLetters } from "./dead-letters.ts";
import { type DriftJobs, driftJobs, scheduleDrift } from "./drift-jobs.ts";
import { lookAtQueue, type QueueLooks } from "./look-at-queue.ts";
import { type PriceJobs, priceJobs } from "./price-jobs.ts";
import { QUEUE_NAMES, QUEUE_PREFIX, QUEUE_SHARDS_KEY } from "./queue-names.ts";
import { queueShards, shardOf } from "./queue-shards.ts";
import { DEFAULT_SCHEDULE, type Schedule } from "./schedule.ts";
import { shardQueues } from "./shard-queues.ts";
import { type WebhookJobs, webhookJobs } from "./webhook-jobs.ts";

/** How often a job is tried is decided by the worker, which sees what it failed of. */
const ATTEMPTS_UNLIMITED = 1_000_000;
/** Enough to look at; a finished job still holds its whole batch. */
const FINISHED_JOBS_KEPT = 50;
const DEAD_LETTERS_KEPT_S = 30 * 24 * 3_600;
/** Closing a queue only takes off listeners; this is for a server that went away meanwhile. */
const CLOSE_WITHIN_MS = 2_000;

const BATCH_JOB_OPTIONS: DefaultJobOptions = {
  attempts: ATTEMPTS_UNLIMITED,
  backoff: { type: "passing" },
  removeOnComplete: { count: FINISHED_JOBS_KEPT },
  removeOnFail: { age: DEAD_LETTERS_KEPT_S },
};

export type Queues = {
  /**
   * Resolves when the batch is in Redis, with the durability `replica` also in a replica.
   *
   * @throws NoReplicaError where no replica confirms that. It is in the queue all the same.
   */
  addBatch(batch: Batch, receivedAtMs: number): Promise<void>;
  /** Sets up the jobs that recur. Any number of processes may do so; the last one says how often. */
  schedule(every?: Schedule): Promise<void>;
  /** What the queue of measurements holds; looks at every shard. */
  look: QueueLooks;
  readonly deadLetters: DeadLetters;
  /** What asks AWS. */
  readonly aws: AwsJobs;
  readonly prices: PriceJobs;
  /** What holds AWS against what was decided. */
  readonly drift: DriftJobs;
  /** What evaluates services. */
  readonly advice: AdviceJobs;
  /** What is told to receivers. */
  readonly webhooks: WebhookJobs;
  close(): Promise<void>;
};

/** What has a batch when its sender is told so: the primary, or one of its replicas as well. */
export type Durability = "primary" | "replica";

/**
 * Opens the queues for adding.
 *
 * @param shards that batches are spread over, by vantage; on a Redis Cluster several, so that each
 *   primary carries a part
 */
export function openQueues(
  address: RedisAddress,
  onError: (error: Error) => void,
  shards = 1,
  durability: Durability = "primary",
): Queues {
  const connection = connectRedis(address, onError);
  const known = queueShards(connection, shards);
  const measurements = shardQueues<BatchJob>(connection, onError, BATCH_JOB_OPTIONS);
  const options = { connection, prefix: QUEUE_PREFIX };
  const maintenance = new Queue(QUEUE_NAMES.maintenance, options);
  const advice = new Queue(QUEUE_NAMES.advice, options);
  const aws = new Queue(QUEUE_NAMES.aws, options);
  const prices = new Queue(QUEUE_NAMES.prices, options);
  const drift = new Queue(QUEUE_NAMES.drift, options);
  const webhooks = new Queue(QUEUE_NAMES.webhooks, options);
  for (const queue of [maintenance, advice, aws, prices, drift, webhooks])
    queue.on("error", onError);
  // What recurs is not worth repeating: the next one comes soon.
  const recurring = {
    opts: {
      attempts: 1,
      removeOnComplete: { count: FINISHED_JOBS_KEPT },
      removeOnFail: { count: FINISHED_JOBS_KEPT },
    },
  };
  const fence = durability === "replica" ? replicaFence(address, onError) : null;
  let announced: Promise<void> | null = null;
  const announceOnce = async () => {
    await known.announce();
    await fence?.confirm(shardsEvidence(shards));
  };
  const announce = () => {
    announced ??= announceOnce().catch((error: unknown) => {
      announced = null;
      throw error;
    });
    return announced;
  };
  const every = async () => {
    await known.refresh();
    return Array.from({ length: known.known }, (_, shard) => measurements.shard(shard));
  };
  return {
    async addBatch(batch, receivedAtMs) {
      await announce();
      const queue = measurements.shard(shardOf(batch.vantage, known.used));
      const jobId = batchJobId(batch);
      const promise = fence === null ? {} : { isOnReplica: true };
      await queue.add("fold", { batch, receivedAtMs, ...promise }, { jobId });
      await fence?.confirm(jobEvidence(queue.toKey(jobId)));
    },
    async schedule({ rollUpEveryMs, adviseEveryMs, driftEveryMs } = DEFAULT_SCHEDULE) {
      // Work begins also while no replica is there: only what is acknowledged needs one.
      await known.announce();
      // What the release before scheduled.
      await maintenance.removeJobScheduler("compact");
      await maintenance.upsertJobScheduler("roll-up", { every: rollUpEveryMs }, recurring);
      await scheduleAdvice(advice, adviseEveryMs);
      await scheduleDrift(drift, driftEveryMs);
    },
    look: async (nowMs) => lookAtQueue(connection, await every(), nowMs),
    deadLetters: deadLetters(every),
    aws: awsJobs(aws),
    prices: priceJobs(prices),
    drift: driftJobs(drift),
    advice: adviceJobs(advice),
    webhooks: webhookJobs(webhooks),
    async close() {
      const all = [...measurements.all(), maintenance, advice, aws, prices, drift, webhooks];
      await settleWithin(CLOSE_WITHIN_MS, Promise.all(all.map((queue) => queue.close())));
      await Promise.all([releaseRedis(connection), fence?.close()]);
    },
  };
}

/** A job that was folded and forgotten meanwhile is not there either; it is then sent once too often. */
function jobEvidence(key: string): Evidence {
  return { key, look: (pipeline) => void pipeline.exists(key), shows: (reply) => reply === 1 };
}

function shardsEvidence(shards: number): Evidence {
  return {
    key: QUEUE_SHARDS_KEY,
    look: (pipeline) => void pipeline.get(QUEUE_SHARDS_KEY),
    shows: (reply) => Number(reply) >= shards,
  };
}
