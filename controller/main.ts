import { issueApiToken, issueLogin, issueProbeToken } from "./access/grant-access.ts";
import { buildServer } from "./api/build-server.ts";
import { addressOf, listen } from "./api/listen.ts";
import { checkedKeep } from "./checked-keep.ts";
import type { Estate } from "./contract/estate.ts";
import { type LogDestination, type LogLevel, openLog } from "./controller-log.ts";
import type { Keep } from "./core/fold/keep.ts";
import { openReachableStore } from "./open-reachable-store.ts";
import { openQueues } from "./queue/open-queues.ts";
import { startWork } from "./start-work.ts";
import type { Role } from "./store/access-records.ts";
import type { RedisAddress } from "./store/connect.ts";

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
  logLevel?: LogLevel;
  /** Receives the log's lines, one JSON object each; standard error by default. */
  logTo?: LogDestination;
};

export type RunningController = {
  readonly url: string;
  /** Declares what is measured; probes learn of it with their next look at their assignment. */
  loadEstate(estate: Estate): Promise<void>;
  /** A link that logs its first visitor in as admin, within the hour. */
  issueLoginUrl(): Promise<string>;
  /** A token for the probe of a vantage; the one before stops working. */
  issueProbeToken(vantage: string): Promise<string>;
  issueApiToken(name: string, role: Role): Promise<string>;
  /** Stops listening, finishes the jobs in work, then lets Redis go. */
  close(): Promise<void>;
};

/**
 * Starts a controller. Any number of them may share one Redis.
 *
 * @throws ControllerProblem, with a sentence and a mend, when Redis does not answer or the port is taken.
 */
export async function startController(options: ControllerOptions): Promise<RunningController> {
  const log = openLog(options.logLevel ?? "info", options.logTo);
  const keep = checkedKeep(options.keep);
  const roles = options.roles ?? { api: true, worker: true };
  // Closed from the last opened to the first.
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const store = await openReachableStore(options.redis, keep, log);
    closers.push(() => store.close());
    const queues = openQueues(options.redis, (err) => log.warn({ err }, "a queue met an error"));
    closers.push(() => queues.close());
    await queues.schedule();
    const workers = roles.worker ? startWork(options.redis, store, log) : null;
    if (workers !== null) closers.push(() => workers.close());
    let url = addressOf(options.host, options.port);
    if (roles.api) {
      const app = await buildServer({
        store,
        queues,
        log,
        workersRun: () => workers?.areRunning ?? null,
        dashboardDir: options.dashboardDir ?? null,
        now: Date.now,
      });
      closers.push(async () => app.close());
      url = await listen(app, options.host, options.port);
    }
    return {
      url,
      async loadEstate(estate) {
        await store.estate.write(estate);
        await store.changes.publish({ kind: "estate", atMs: Date.now(), vantages: [] });
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
