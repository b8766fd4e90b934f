import { Cluster, Redis, type Result } from "ioredis";
import { ADOPT_SCRIPT } from "./scripts/adopt-script.ts";
import { FOLD_SCRIPT } from "./scripts/fold-script.ts";
import { READ_SCRIPT } from "./scripts/read-script.ts";
import { REPORT_SCRIPT } from "./scripts/report-script.ts";
import { ROLL_SCRIPT } from "./scripts/roll-script.ts";
import { SEAL_SCRIPT } from "./scripts/seal-script.ts";
import { SETTLE_SCRIPT } from "./scripts/settle-script.ts";

/** A server, or a cluster of them. */
export type RedisClient = Redis | Cluster;

/**
 * Where Redis listens: an address such as `redis://127.0.0.1:6379`, or a Unix socket. Several addresses
 * with commas between them are nodes of one Redis Cluster; user and password stand in the first.
 */
export type RedisAddress = { readonly url: string } | { readonly socketPath: string };

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
    isoSettle(key: string, ...argv: (string | number)[]): Result<number, Context>;
    isoReport(key: string, ...argv: (string | number)[]): Result<number, Context>;
  }
}

const SCRIPTS = {
  isoFold: { lua: FOLD_SCRIPT },
  isoSeal: { lua: SEAL_SCRIPT },
  isoRead: { lua: READ_SCRIPT, readOnly: true },
  isoRoll: { lua: ROLL_SCRIPT },
  isoAdopt: { lua: ADOPT_SCRIPT },
  isoSettle: { lua: SETTLE_SCRIPT, numberOfKeys: 1 },
  isoReport: { lua: REPORT_SCRIPT, numberOfKeys: 1 },
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

/** Nodes that change places may take this many tries of a command, some 0.1 s apart and longer. */
const CLUSTER_TRIES = 40;

type Settings = {
  readonly maxRetriesPerRequest: number | null;
  readonly commandTimeout?: number;
  readonly retryStrategy: (attempt: number) => number;
  readonly scripts: typeof SCRIPTS;
};

function open(address: RedisAddress, options: Settings): RedisClient {
  if ("socketPath" in address) return new Redis({ ...options, path: address.socketPath });
  const nodes = clusterNodes(address);
  const [first] = nodes;
  if (first === undefined) return new Redis(address.url, options);
  const { scripts, retryStrategy, ...redisOptions } = options;
  return new Cluster(
    nodes.map(({ hostname, port }) => ({ host: hostname, port: Number(port || 6379) })),
    {
      scripts,
      clusterRetryStrategy: retryStrategy,
      maxRedirections: CLUSTER_TRIES,
      retryDelayOnFailover: 250,
      retryDelayOnClusterDown: 250,
      redisOptions: { ...redisOptions, ...loginOf(first) },
    },
  );
}

/** Whether an address names nodes of a cluster. */
export function isCluster(address: RedisAddress): boolean {
  return clusterNodes(address).length > 0;
}

/** The nodes that an address names; none where it is of one server. */
function clusterNodes(address: RedisAddress): URL[] {
  if ("socketPath" in address) return [];
  const urls = address.url.split(",").map((url) => url.trim());
  return urls.length < 2 ? [] : urls.filter((url) => url !== "").map((url) => new URL(url));
}

function loginOf({ username, password, protocol }: URL) {
  return {
    ...(username === "" ? {} : { username: decodeURIComponent(username) }),
    ...(password === "" ? {} : { password: decodeURIComponent(password) }),
    ...(protocol === "rediss:" ? { tls: {} } : {}),
  };
}
