import type { Logger } from "pino";
import { askAdvice } from "./advise/ask-advice.ts";
import type { DaysAtHand } from "./advise/load-histories.ts";
import { refreshAdvice } from "./advise/refresh-advice.ts";
import { ledOtherwise, standingDesigns } from "./advise/standing-designs.ts";
import { startAnswers } from "./answers/start-answers.ts";
import type { AwsOptions } from "./aws/aws-options.ts";
import type { AdviceSettings } from "./contract/advice-settings.ts";
import { checkDrift } from "./drift/check-drift.ts";
import { coalesceChanges } from "./ingest/coalesce-changes.ts";
import { foldBatch } from "./ingest/fold-batch.ts";
import { rollUpHours } from "./ingest/roll-up-hours.ts";
import { startInventory } from "./inventory/start-inventory.ts";
import type { Metrics } from "./metrics/metrics.ts";
import { startPrices } from "./prices/start-prices.ts";
import type { Queues } from "./queue/open-queues.ts";
import { QUEUE_NAMES } from "./queue/queue-names.ts";
import { startWorkers, type Workers } from "./queue/start-workers.ts";
import type { RedisAddress } from "./redis-address.ts";
import type { Store } from "./store/store.ts";
import { storeTroubleOf } from "./store/store-trouble.ts";
import { startWebhooks } from "./webhooks/start-webhooks.ts";
import { tellReceivers } from "./webhooks/tell-receivers.ts";

/** News of folded batches goes out at most this often from each process. */
const TELL_EVERY_MS = 250;

export type WorkOptions = {
  readonly redis: RedisAddress;
  readonly store: Store;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Shards of the measurements queue. */
  readonly shards: number;
  readonly queues: Pick<Queues, "aws" | "prices" | "drift" | "advice" | "webhooks">;
  /** AWS that is read from the start; null for none. */
  readonly aws: AwsOptions | null;
  readonly advice: AdviceSettings;
  /** Hears what goes wrong with the connections. */
  readonly hear: (error: Error) => void;
};

/** The work of a process that runs. */
export type RunningWork = Pick<Workers, "areRunning" | "close"> & {
  /** Has AWS read, in place of what was told of it before. */
  readAws(options: AwsOptions): Promise<void>;
};

/** Starts the workers of this process: folding, maintenance, advice, and AWS where it was told of it. */
export async function startWork(options: WorkOptions): Promise<RunningWork> {
  const { redis, store, queues, log, metrics, shards, aws, hear, advice } = options;
  const warn = (err: Error, what: string) => log.warn({ err }, what);
  const gatherer = coalesceChanges(TELL_EVERY_MS, (vantages) => {
    store.changes
      .publish({ kind: "measurements", atMs: Date.now(), vantages })
      .catch((error: Error) => warn(error, "news of measurements was not published"));
  });
  const shared = { store, env: process.env, log, now: Date.now };
  const inventory = startInventory({ ...shared, jobs: queues.aws });
  const prices = startPrices({ ...shared, jobs: queues.prices });
  const answers = startAnswers(shared);
  const { webhooks, ...rules } = advice;
  const delivery = webhooks.length === 0 ? null : await startWebhooks(store, webhooks, log);
  const tell = tellReceivers(store, queues.webhooks);
  const atHand: DaysAtHand = new Map();
  const workers = startWorkers(
    redis,
    {
      async foldBatch(job) {
        const startedMs = performance.now();
        await foldBatch(store, job, Date.now());
        metrics.folded((performance.now() - startedMs) / 1_000);
        gatherer.add([job.batch.vantage]);
      },
      maintain: () => rollUpHours(store, Date.now()),
      async advise() {
        await refreshAdvice({ store, now: Date.now, rules, atHand, tell });
      },
      checkDrift: () => checkDrift({ store, tell, now: Date.now }),
    },
    {
      error: hear,
      failed(job, err) {
        if (job.queue === QUEUE_NAMES.measurements) {
          metrics.foldFailed(job.isLast ? "dead" : "retried");
        }
        // The gauge has told of Redis's trouble once; the job is tried again until it is over.
        if (!job.isLast && storeTroubleOf(err) !== null) log.debug({ job, err }, "a job waits");
        else log[job.isLast ? "error" : "warn"]({ job, err }, "a job failed");
      },
    },
    shards,
  );
  if (delivery !== null) workers.serveWebhooks(delivery.deliver);
  const running: RunningWork = {
    get areRunning() {
      return workers.areRunning;
    },
    async readAws(told) {
      answers.askAws(told);
      await Promise.all([inventory.readAws(told), prices.readAws(told)]);
      workers.serveAws(async (job) => {
        if (job.kind === "answers") return answers.ask(job);
        const before = await standingDesigns(store);
        await inventory.refresh();
        await queues.drift.askCheck();
        const changed = ledOtherwise(before, await standingDesigns(store));
        if (changed.length > 0) await askAdvice(store, queues.advice, changed);
      });
      if (told.prices.isRead) {
        workers.servePrices(async (job) => {
          if (!(await prices.refresh(job))) return;
          const services = (await store.estate.read())?.services ?? [];
          await askAdvice(
            store,
            queues.advice,
            services.map(({ id }) => id),
          );
        });
      }
    },
    async close() {
      inventory.close();
      prices.close();
      answers.close();
      delivery?.close();
      await workers.close();
      gatherer.close();
    },
  };
  try {
    if (aws !== null) await running.readAws(aws);
    return running;
  } catch (error) {
    // Whoever begins once more must not have these beside the new ones.
    await running.close();
    throw error;
  }
}
