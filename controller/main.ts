import type { Logger } from "pino";
import { issueApiToken, issueLogin, issueProbeToken } from "./access/grant-access.ts";
import { buildServer } from "./api/build-server.ts";
import { addressOf, listen } from "./api/listen.ts";
import { beginWork } from "./begin-work.ts";
import { checkedAdvice, type GivenAdvice } from "./checked-advice.ts";
import { checkedAws, type GivenAws } from "./checked-aws.ts";
import { checkedKeep } from "./checked-keep.ts";
import { checkedSchedule } from "./checked-schedule.ts";
import { type LogDestination, type LogLevel, openLog } from "./controller-log.ts";
import type { Keep } from "./core/fold/keep.ts";
import { PRESSURE_LIMITS, type PressureLimits } from "./core/pressure/store-look.ts";
import { BATCH_RATE, type BatchRate, batchRates } from "./ingest/batch-rate.ts";
import { seenBatches } from "./ingest/seen-batches.ts";
import { openMetrics } from "./metrics/metrics.ts";
import { openReachableStore } from "./open-reachable-store.ts";
import { connectionErrors } from "./pressure/connection-errors.ts";
import { lookAtStore } from "./pressure/look-at-store.ts";
import { openGauge } from "./pressure/open-gauge.ts";
import { type Durability, openQueues } from "./queue/open-queues.ts";
import type { Schedule } from "./queue/schedule.ts";
import type { RedisAddress } from "./redis-address.ts";
import type { RunningController } from "./running-controller.ts";
import { startOnFoundRedis } from "./start-on-found-redis.ts";
import { startWork } from "./start-work.ts";
import { isCluster } from "./store/connect.ts";
import { openStore } from "./store/store.ts";
import { warnOfSettings } from "./warn-of-settings.ts";

export type ControllerOptions = {
  redis: RedisAddress;
  host: string;
  /** 0 takes any free port. */
  port: number;
  /** Folder of the built pages; without it the API alone is served. */
  dashboardDir?: string;
  /** What this process does; both by default. With neither it can still issue tokens. */
  roles?: { api: boolean; worker: boolean };
  /** How long buckets of each length are kept, in milliseconds; 3, 35 and 400 days by default. */
  keep?: Partial<Keep>;
  /** Serves health and metrics also without the role of an API. */
  listens?: boolean;
  /** Listens at once and begins its work when Redis comes, instead of failing without it. */
  waitForRedis?: boolean;
  /** Shards of the measurements queue; 1, on a Redis Cluster 4 unless told. */
  queueShards?: number;
  /** How often hours are rolled up and advice is given; of several controllers the last started decides. */
  schedule?: Partial<Schedule>;
  /**
   * What has a batch before its probe hears so: its primary, or one replica of it as well. To be the same
   * in all controllers that take batches; `primary` by default.
   */
  durability?: Durability;
  /** Which AWS accounts are read and how often; without it AWS is asked for nothing. */
  aws?: GivenAws;
  /** How often services are evaluated, and who is told of what by webhooks. */
  advice?: GivenAdvice;
  /** When batches are turned away; each has a default. */
  pressure?: Partial<PressureLimits>;
  /** How many batches one probe may send. */
  batchRate?: BatchRate;
  logLevel?: LogLevel;
  /** Receives the log's lines, one JSON object each; standard error by default. */
  logTo?: LogDestination;
};

export type { RunningController };

/**
 * Starts a controller. Any number of them may share one Redis.
 *
 * @throws ControllerProblem, with a sentence and a mend, when Redis does not answer (unless it is
 * waited for) or the port is taken.
 */
export async function startController(options: ControllerOptions): Promise<RunningController> {
  return await startOnFoundRedis(options, startOn);
}

async function startOn(options: ControllerOptions): Promise<RunningController> {
  const log = openLog(options.logLevel ?? "info", options.logTo);
  const roles = options.roles ?? { api: true, worker: true };
  // Closed from the last opened to the first.
  const closers: (() => Promise<void> | void)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const parts = await openParts(options, log, closers);
    const { store, work } = parts;
    if (options.waitForRedis !== true) await work.begun;
    let url = addressOf(options.host, options.port);
    if (roles.api || options.listens === true) {
      const app = await buildServer({
        ...parts,
        rates: batchRates(options.batchRate ?? BATCH_RATE),
        seen: seenBatches(),
        log,
        servesApi: roles.api,
        dashboardDir: options.dashboardDir ?? null,
        now: Date.now,
      });
      closers.push(async () => app.close());
      url = await listen(app, options.host, options.port);
    }
    return {
      url,
      begun: work.begun,
      async loadEstate(estate) {
        await store.estate.write(estate);
        await store.changes.publish({ kind: "estate", atMs: Date.now(), vantages: [] });
      },
      async readAws(given) {
        await work.readAws(checkedAws(given));
      },
      async issueLoginUrl() {
        const secret = await issueLogin(store.access, { name: "owner", role: "admin" });
        return `${url}/login?token=${secret}`;
      },
      issueProbeToken: (vantage) => issueProbeToken(store.access, vantage),
      issueApiToken: (name, role) => issueApiToken(store.access, name, role),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Opens everything that has to do with Redis, each part registered for its end at once. */
async function openParts(
  {
    redis,
    roles,
    queueShards: shards = isCluster(redis) ? 4 : 1,
    waitForRedis = false,
    ...options
  }: ControllerOptions,
  log: Logger,
  closers: (() => Promise<void> | void)[],
) {
  const errors = connectionErrors(log, Date.now);
  const hear = errors.hear("the connection to Redis failed");
  const keep = checkedKeep(options.keep);
  const schedule = checkedSchedule(options.schedule);
  const aws = options.aws === undefined ? null : checkedAws(options.aws);
  const advice = checkedAdvice(options.advice);
  const store = await (waitForRedis
    ? openStore(redis, hear, { keep, waits: true })
    : openReachableStore(redis, hear, keep));
  closers.push(() => store.close());
  const queues = openQueues(redis, errors.hear("a queue met an error"), shards, options.durability);
  closers.push(() => queues.close());
  const metrics = openMetrics();
  closers.push(() => metrics.close());
  const gauge = openGauge({
    look: () => lookAtStore(store, queues, Date.now(), options.durability === "replica"),
    lateReason: errors.reason,
    workersRun: () => work.areRunning(),
    limits: { ...PRESSURE_LIMITS, ...options.pressure },
    log,
    now: Date.now,
    random: Math.random,
  });
  closers.push(() => gauge.close());
  const begin = async () => {
    if (waitForRedis) await store.prepare();
    await warnOfSettings(store, log);
    await queues.schedule(schedule);
    if (roles?.worker === false) return null;
    const hearWorker = errors.hear("a queue worker met an error");
    return startWork({ redis, store, queues, log, metrics, shards, aws, advice, hear: hearWorker });
  };
  const work = beginWork(begin, waitForRedis ? gauge.answered() : null, hear);
  closers.push(() => work.close());
  return { store, queues, metrics, gauge, work };
}
