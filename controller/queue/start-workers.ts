import { type Job, Worker, type WorkerOptions } from "bullmq";
import type { RedisAddress } from "../redis-address.ts";
import { connectRedis } from "../store/connect.ts";
import { releaseRedis, settleWithin } from "../store/release-redis.ts";
import { type AwsJob, awsJobOf } from "./aws-jobs.ts";
import type { BatchJob } from "./batch-job.ts";
import { foldJob, retryDelayMs } from "./fold-failure.ts";
import type { PriceJob } from "./price-jobs.ts";
import { putOff } from "./put-off.ts";
import { QUEUE_NAMES, QUEUE_PREFIX, shardPrefix } from "./queue-names.ts";
import { queueShards } from "./queue-shards.ts";
import type { WebhookJob } from "./webhook-jobs.ts";
import { workInProgress } from "./work-in-progress.ts";

/** Batches in work at once in all shards: enough to hide the way to Redis; folding keeps one core. */
const FOLDS_AT_ONCE = 8;
/** Receivers that may be silent at once while others are told. */
const DELIVERIES_AT_ONCE = 16;
/** A worker that stood still this long has lost its job to another one. */
const LOCK_MS = 15_000;
const LOOK_FOR_STALLED_EVERY_MS = 5_000;
/** A job outlives this many deaths of its worker. Folding is idempotent, so starting again is safe. */
const DEATHS_SURVIVED = 20;
/** How soon a shard that another process begins to use is served. */
const LOOK_FOR_SHARDS_EVERY_MS = 5_000;

/** Folding takes milliseconds, advice on a large estate seconds. */
const FINISH_WITHIN_MS = 20_000;
/**
 * A worker without work ends at once, but where it waited on a node of a cluster that stood still: then its
 * library (BullMQ 6.7 on ioredis 6) waits up to 30 s for a connection that it does not need any more.
 */
const END_IDLE_WITHIN_MS = 2_000;

/** What the workers do with their jobs. */
export type Work = {
  foldBatch(job: BatchJob): Promise<void>;
  maintain(): Promise<void>;
  advise(): Promise<void>;
  checkDrift(): Promise<void>;
};

/** What the workers tell. `isLast`: the job is not tried again. */
export type WorkerReport = {
  error(error: Error): void;
  failed(job: { queue: string; id: string; attempt: number; isLast: boolean }, error: Error): void;
};

export type Workers = {
  readonly areRunning: boolean;
  /** Takes the jobs that ask AWS as well, once. A process that was told nothing of AWS leaves them to others. */
  serveAws(ask: (job: AwsJob) => Promise<void>): void;
  /** The same for the jobs that read prices. */
  servePrices(read: (job: PriceJob) => Promise<void>): void;
  /** The same for what receivers are told; several at once, so that one that does not answer keeps none waiting. */
  serveWebhooks(deliver: (job: WebhookJob, isLast: boolean) => Promise<void>): void;
  /** Finishes the jobs in work and takes no more. */
  close(): Promise<void>;
};

/** Starts the workers of this process: one for each shard of the measurements, one for each schedule. */
export function startWorkers(
  address: RedisAddress,
  work: Work,
  report: WorkerReport,
  shardsUsed = 1,
): Workers {
  const connection = connectRedis(address, report.error, true);
  const shards = queueShards(connection, shardsUsed);
  const options = {
    connection,
    lockDuration: LOCK_MS,
    stalledInterval: LOOK_FOR_STALLED_EVERY_MS,
    maxStalledCount: DEATHS_SURVIVED,
    settings: {
      backoffStrategy: (attempts: number, _type?: string, error?: Error) =>
        retryDelayMs(attempts, error),
    },
  } satisfies WorkerOptions;
  const scheduled = { ...options, prefix: QUEUE_PREFIX };
  const workers: Worker[] = [];
  const open = (worker: Worker) => {
    worker.on("error", report.error);
    worker.on("failed", (job, error) => {
      const attempt = job?.attemptsMade ?? 0;
      const isLast = job === undefined || job.finishedOn !== undefined;
      report.failed({ queue: worker.name, id: job?.id ?? "unknown", attempt, isLast }, error);
    });
    workers.push(worker);
    return worker;
  };
  const progress = workInProgress();
  open(new Worker(QUEUE_NAMES.maintenance, progress.counted(work.maintain), scheduled));
  open(new Worker(QUEUE_NAMES.advice, progress.counted(work.advise), scheduled));
  open(new Worker(QUEUE_NAMES.drift, progress.counted(work.checkDrift), scheduled));
  const asksAws = new Set<string>();
  const serveOnce = (
    queue: string,
    serve: (job: Job) => Promise<void>,
    more: Partial<WorkerOptions> = {},
  ) => {
    if (asksAws.has(queue) || isClosing) return;
    asksAws.add(queue);
    open(new Worker(queue, progress.counted(serve), { ...scheduled, ...more }));
  };
  const folders: Worker[] = [];
  let isClosing = false;
  const fold = progress.counted((job: Job<BatchJob>, token?: string) =>
    foldJob(job.data, work.foldBatch).catch((error: unknown) =>
      putOff(job, token, error, () => {
        const { id = "unknown", attemptsMade: attempt } = job;
        const queue = QUEUE_NAMES.measurements;
        report.failed({ queue, id, attempt, isLast: false }, error as Error);
      }),
    ),
  );
  const serveShards = () => {
    if (isClosing) return;
    while (folders.length < shards.known) {
      const prefix = shardPrefix(folders.length);
      folders.push(open(new Worker(QUEUE_NAMES.measurements, fold, { ...options, prefix })));
    }
    const share = Math.max(1, Math.ceil(FOLDS_AT_ONCE / folders.length));
    for (const folder of folders) folder.concurrency = share;
  };
  serveShards();
  const stopLooking = repeat(LOOK_FOR_SHARDS_EVERY_MS, async () => {
    await shards.refresh().catch(report.error);
    serveShards();
  });
  return {
    get areRunning() {
      return workers.every((worker) => worker.isRunning());
    },
    serveAws: (ask) => serveOnce(QUEUE_NAMES.aws, (job: Job) => ask(awsJobOf(job))),
    serveWebhooks: (deliver) =>
      serveOnce(
        QUEUE_NAMES.webhooks,
        (job: Job<WebhookJob>) =>
          deliver(job.data, job.attemptsMade + 1 >= (job.opts.attempts ?? 1)),
        { concurrency: DELIVERIES_AT_ONCE },
      ),
    servePrices: (read) => serveOnce(QUEUE_NAMES.prices, ({ data }: Job<PriceJob>) => read(data)),
    async close() {
      isClosing = true;
      stopLooking();
      // Without Redis no job can be finished: another worker takes it up when Redis is back.
      const isGone = connection.status !== "ready";
      const closing = Promise.all(workers.map((worker) => worker.close(isGone)));
      const closed = new AbortController();
      const idle = progress.idle(END_IDLE_WITHIN_MS, closed.signal);
      await settleWithin(FINISH_WITHIN_MS, Promise.race([closing, idle]));
      closed.abort();
      await releaseRedis(connection);
    },
  };
}

/** Does something now and then again after each pause, until the answered function is called. */
function repeat(pauseMs: number, what: () => Promise<void>): () => void {
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  const turn = async () => {
    if (isStopped) return;
    await what();
    if (!isStopped) timer = setTimeout(() => void turn(), pauseMs).unref();
  };
  void turn();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
