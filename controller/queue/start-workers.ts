import { type Job, Worker, type WorkerOptions } from "bullmq";
import { connectRedis, type RedisAddress } from "../store/connect.ts";
import { releaseRedis, settleWithin } from "../store/release-redis.ts";
import type { BatchJob } from "./batch-job.ts";
import { QUEUE_NAMES, QUEUE_PREFIX } from "./queue-names.ts";

/** Batches in work at once: enough to hide the way to Redis; folding itself keeps one core. */
const FOLDS_AT_ONCE = 8;
/** A worker that stood still this long has lost its job to another one. */
const LOCK_MS = 15_000;
const LOOK_FOR_STALLED_EVERY_MS = 5_000;
/** A job outlives this many deaths of its worker. Folding is idempotent, so starting again is safe. */
const DEATHS_SURVIVED = 20;

/** Folding takes milliseconds, advice on a large estate seconds. */
const FINISH_WITHIN_MS = 20_000;

/** What the workers do with their jobs. */
export type Work = {
  foldBatch(job: BatchJob): Promise<void>;
  maintain(): Promise<void>;
  advise(): Promise<void>;
};

/** What the workers tell. */
export type WorkerReport = {
  error(error: Error): void;
  failed(job: { queue: string; id: string; attempt: number; isLast: boolean }, error: Error): void;
};

export type Workers = {
  readonly areRunning: boolean;
  /** Finishes the jobs in work and takes no more. */
  close(): Promise<void>;
};

/** Starts one worker for each queue in this process. */
export function startWorkers(address: RedisAddress, work: Work, report: WorkerReport): Workers {
  const connection = connectRedis(address, report.error, true);
  const options = {
    connection,
    prefix: QUEUE_PREFIX,
    lockDuration: LOCK_MS,
    stalledInterval: LOOK_FOR_STALLED_EVERY_MS,
    maxStalledCount: DEATHS_SURVIVED,
  } satisfies WorkerOptions;
  const fold = (job: Job<BatchJob>) => work.foldBatch(job.data);
  const workers: Worker[] = [
    new Worker(QUEUE_NAMES.measurements, fold, { ...options, concurrency: FOLDS_AT_ONCE }),
    new Worker(QUEUE_NAMES.maintenance, work.maintain, options),
    new Worker(QUEUE_NAMES.advice, work.advise, options),
  ];
  for (const worker of workers) {
    worker.on("error", report.error);
    worker.on("failed", (job, error) => {
      const attempt = job?.attemptsMade ?? 0;
      const isLast = job === undefined || attempt >= (job.opts.attempts ?? 1);
      report.failed({ queue: worker.name, id: job?.id ?? "unknown", attempt, isLast }, error);
    });
  }
  return {
    get areRunning() {
      return workers.every((worker) => worker.isRunning());
    },
    async close() {
      // Without Redis no job can be finished: another worker takes it up when Redis is back.
      const isGone = connection.status !== "ready";
      const closing = Promise.all(workers.map((worker) => worker.close(isGone)));
      await settleWithin(FINISH_WITHIN_MS, closing);
      await releaseRedis(connection);
    },
  };
}
