import { Cluster, Redis, type Result } from "ioredis";
import { ControllerProblem } from "../controller-problem.ts";
import { type RedisAddress, type RedisNodes, readRedisNodes } from "../redis-address.ts";
import { type ClusterSettings, LimitedCluster } from "./limited-cluster.ts";
import { ADOPT_SCRIPT } from "./scripts/adopt-script.ts";
import { APPEND_SCRIPT } from "./scripts/append-script.ts";
import { FOLD_SCRIPT } from "./scripts/fold-script.ts";
import { LET_GO_SCRIPT } from "./scripts/let-go-script.ts";
import { READ_SCRIPT } from "./scripts/read-script.ts";
import { REPLACE_SCRIPT } from "./scripts/replace-script.ts";
import { REPORT_SCRIPT } from "./scripts/report-script.ts";
import { ROLL_SCRIPT } from "./scripts/roll-script.ts";
import { SEAL_SCRIPT } from "./scripts/seal-script.ts";
import { SETTLE_SCRIPT } from "./scripts/settle-script.ts";
import { STRETCH_SCRIPT } from "./scripts/stretch-script.ts";

/** A server, or a cluster of them. */
export type RedisClient = Redis | Cluster;

/** Number of keys, keys, arguments. */
type ManyKeys = [numberOfKeys: number, ...keysThenArgv: (string | number | Buffer)[]];

declare module "ioredis" {
  // The library's own way of typing scripts; the parameter must have its name.
  interface RedisCommander<Context> {
    isoFoldBuffer(...call: ManyKeys): Result<(number | Buffer)[] | null, Context>;
    isoSeal(...call: ManyKeys): Result<number, Context>;
    isoReadBuffer(...call: ManyKeys): Result<Buffer[], Context>;
    isoRoll(...call: ManyKeys): Result<number, Context>;
    isoAdopt(...call: ManyKeys): Result<number, Context>;
    isoStretch(...call: ManyKeys): Result<number, Context>;
    isoSettle(key: string, ...argv: (string | number)[]): Result<number, Context>;
    isoReport(key: string, ...argv: (string | number)[]): Result<number, Context>;
    isoAppend(key: string, seen: number, line: string): Result<number, Context>;
    isoLetGo(key: string, value: string): Result<number, Context>;
    isoReplace(key: string, digest: string, value: string): Result<number, Context>;
  }
}

const SCRIPTS = {
  isoFold: { lua: FOLD_SCRIPT },
  isoSeal: { lua: SEAL_SCRIPT },
  isoRead: { lua: READ_SCRIPT, readOnly: true },
  isoRoll: { lua: ROLL_SCRIPT },
  isoAdopt: { lua: ADOPT_SCRIPT },
  isoStretch: { lua: STRETCH_SCRIPT },
  isoSettle: { lua: SETTLE_SCRIPT, numberOfKeys: 1 },
  isoReport: { lua: REPORT_SCRIPT, numberOfKeys: 1 },
  isoAppend: { lua: APPEND_SCRIPT, numberOfKeys: 1 },
  isoLetGo: { lua: LET_GO_SCRIPT, numberOfKeys: 1 },
  isoReplace: { lua: REPLACE_SCRIPT, numberOfKeys: 1 },
} as const;

const LONGEST_RECONNECT_WAIT_MS = 2_000;
/** A server that is stopped, or cut off without a word, keeps the connection and never answers. */
const LONGEST_COMMAND_MS = 10_000;

/**
 * Opens a connection that comes back by itself after an interruption. Commands wait for it, without
 * limit where `patient` is set (queue workers), otherwise for a few attempts or 10 s, then they fail.
 *
 * @param onError receives every failure of the connection; without a listener it would end the process.
 */
export function connectRedis(
  address: { readonly socketPath: string },
  onError: (error: Error) => void,
  patient?: boolean,
): Redis;
export function connectRedis(
  address: RedisAddress,
  onError: (error: Error) => void,
  patient?: boolean,
): RedisClient;
export function connectRedis(
  address: RedisAddress,
  onError: (error: Error) => void,
  patient = false,
): RedisClient {
  const options = {
    maxRetriesPerRequest: patient ? null : 3,
    ...(patient ? {} : { commandTimeout: LONGEST_COMMAND_MS }),
    retryStrategy: (attempt: number) => Math.min(50 * 2 ** attempt, LONGEST_RECONNECT_WAIT_MS),
    scripts: SCRIPTS,
  };
  const redis = open(address, options);
  redis.on("error", onError);
  return redis;
}

/** A connection to one node that is made when it is told to, and not again after a failure. */
export function connectOnce(
  address: Extract<RedisAddress, { url: string }>,
  withinMs: number,
  onError: (error: Error) => void,
): Redis {
  const redis = new Redis(address.url, {
    lazyConnect: true,
    connectTimeout: withinMs,
    commandTimeout: withinMs,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
    ...tlsOf(address, nodesOf(address)[0]),
  });
  redis.on("error", onError);
  return redis;
}

/** Nodes that change places may take this many tries of a command, some 0.1 s apart and longer. */
const CLUSTER_TRIES = 40;
/** A node that stands still keeps its connections; it is let go once the others have replaced it. */
const LOOK_FOR_NODES_EVERY_MS = 2_000;

type Settings = {
  readonly maxRetriesPerRequest: number | null;
  readonly commandTimeout?: number;
  readonly retryStrategy: (attempt: number) => number;
  readonly scripts: typeof SCRIPTS;
};

function open(address: RedisAddress, options: Settings): RedisClient {
  if ("socketPath" in address) return new Redis({ ...options, path: address.socketPath });
  const nodes = nodesOf(address);
  if (!isCluster(address))
    return new Redis(address.url, { ...options, ...tlsOf(address, nodes[0]) });
  const { scripts, retryStrategy, ...redisOptions } = options;
  const places = nodes.map(({ hostname, port }) => ({
    host: plainHost(hostname),
    port: Number(port || 6379),
  }));
  const settings: ClusterSettings = {
    scripts,
    clusterRetryStrategy: retryStrategy,
    maxRedirections: CLUSTER_TRIES,
    retryDelayOnFailover: 250,
    retryDelayOnClusterDown: 250,
    slotsRefreshInterval: LOOK_FOR_NODES_EVERY_MS,
    // Certificates are of names, so names are not turned into numbers before the connection is made.
    ...(nodes[0].protocol === "rediss:" ? { dnsLookup: (name, done) => done(null, name) } : {}),
    redisOptions: { ...redisOptions, ...loginOf(nodes[0]), ...tlsOf(address, nodes[0]) },
  };
  const { commandTimeout } = options;
  if (commandTimeout === undefined) return new Cluster(places, settings);
  return new LimitedCluster(places, settings, commandTimeout);
}

/** Whether an address is of a cluster. */
export function isCluster(address: RedisAddress): boolean {
  if ("socketPath" in address) return false;
  return address.isCluster === true || address.url.includes(",");
}

/**
 * The nodes that an address names.
 *
 * @throws ControllerProblem where it is no address, or its nodes contradict each other.
 */
export function nodesOf({ url }: Extract<RedisAddress, { url: string }>): RedisNodes {
  const read = readRedisNodes(url);
  if (read.ok) return read.nodes;
  throw new ControllerProblem(`The address of Redis ${read.fault}.`, read.mend);
}

function loginOf({ username, password }: URL) {
  return {
    ...(username === "" ? {} : { username: decodeURIComponent(username) }),
    ...(password === "" ? {} : { password: decodeURIComponent(password) }),
  };
}

function tlsOf({ tls = {} }: Extract<RedisAddress, { url: string }>, { protocol }: URL) {
  return protocol === "rediss:" ? { tls } : {};
}

/** Without the brackets around an address of IPv6. */
function plainHost(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, "$1");
}
