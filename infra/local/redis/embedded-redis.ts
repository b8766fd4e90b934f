import { rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { LocalProblem, reasonOf } from "../local-problem.ts";
import { makePrivateFolder } from "../private-folder.ts";
import { openBoundedLog } from "../process/bounded-log.ts";
import { userFolders } from "../user-folders.ts";
import { awaitEarlierServer } from "./earlier-server.ts";
import { ping } from "./ping.ts";
import type { RedisBinary } from "./redis-binary.ts";
import { type ServerProcess, startServerProcess } from "./server-process.ts";
import { placeSocket } from "./socket-place.ts";

export interface EmbeddedRedisOptions {
  binary: RedisBinary;
  /** Redis keeps its append-only file in `redis/` of this folder and its log in `redis.log`. */
  dataDir: string;
  /** Called once, with a sentence, when the server ends without having been asked to. */
  onExit?: (message: string) => void;
}

export interface EmbeddedRedis extends ServerProcess {
  /** Only the user who started it can connect (mode 0700). There is no TCP port. */
  socketPath: string;
}

const READY_TIMEOUT_MS = 120_000;
const PID_FILE = "redis.pid";

/**
 * Starts a Redis of this program's own: on a Unix socket only, with its data in an append-only file,
 * in a session of its own. It ends with this process, however that ends.
 *
 * @throws LocalProblem when the folder cannot be written or the server does not start.
 */
export async function startEmbeddedRedis(options: EmbeddedRedisOptions): Promise<EmbeddedRedis> {
  const dataDir = resolve(options.dataDir);
  const folder = join(dataDir, "redis");
  await makePrivateFolder(folder).catch((error: unknown) => {
    throw new LocalProblem(
      `Redis cannot keep its data in ${folder}: ${reasonOf(error)}`,
      "Choose another folder with --data-dir.",
      { cause: error },
    );
  });
  await awaitEarlierServer(join(folder, PID_FILE));
  const socket = await placeSocket(folder, [userFolders(process.env).runtime]);
  // What a killed server left; the lock on the data folder says that nobody listens there.
  await rm(socket.path, { force: true });
  const server = await startServerProcess({
    guarded: {
      command: options.binary.command,
      args: serverArguments(folder, socket.path),
      env: { ...process.env, ...options.binary.env },
      ...(socket.ownFolder === null ? {} : { removeAtEnd: socket.ownFolder }),
    },
    log: openBoundedLog(join(dataDir, "redis.log")),
    readyTimeoutMs: READY_TIMEOUT_MS,
    onExit: options.onExit ?? (() => undefined),
  });
  try {
    await ping({ path: socket.path });
  } catch (error) {
    await server.close();
    throw new LocalProblem(
      `Redis started but does not answer on ${socket.path}: ${reasonOf(error)}`,
      `Its log is ${join(dataDir, "redis.log")}.`,
      { cause: error },
    );
  }
  const close = async () => {
    await server.close();
    // The guard does this, unless it was killed.
    if (socket.ownFolder !== null) await rm(socket.ownFolder, { recursive: true, force: true });
  };
  return { ...server, close, socketPath: socket.path };
}

/**
 * Every write is in the append-only file within a second. `noeviction` because BullMQ's jobs and our
 * histograms are data, not a cache.
 */
function serverArguments(folder: string, socketPath: string): string[] {
  return [
    ...["--port", "0"],
    ...["--unixsocket", socketPath, "--unixsocketperm", "700"],
    ...["--dir", folder],
    ...["--appendonly", "yes", "--appendfsync", "everysec", "--aof-use-rdb-preamble", "yes"],
    ...["--save", ""],
    ...["--maxmemory-policy", "noeviction"],
    // Buckets are longer than the 64 bytes, and days have more of them than the 128, up to which Redis
    // packs a hash; packed, they take half the memory.
    ...["--hash-max-listpack-value", "4096", "--hash-max-listpack-entries", "512"],
    ...["--daemonize", "no", "--pidfile", join(folder, PID_FILE)],
    ...["--logfile", ""],
  ];
}
