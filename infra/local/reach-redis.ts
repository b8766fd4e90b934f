import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { RedisAddress } from "../../controller/redis-address.ts";
import { DataFolderInUse, lockDataFolder } from "./data-folder-lock.ts";
import { LocalProblem } from "./local-problem.ts";
import { readRunningRedis } from "./start/run-file.ts";
import { userFolders } from "./user-folders.ts";

/** A Redis that was reached; `close` ends it if it was started for this. */
export interface ReachedRedis {
  address: RedisAddress;
  place: string;
  close(): Promise<void>;
}

export interface RedisWish {
  dataDir: string | undefined;
  /** To read while others use it, or to fill it alone. */
  purpose: "read" | "fill";
  report: (line: string) => void;
}

/**
 * Comes to the Redis that `isochrone start` with the same settings would use: that of REDIS_URL, else the
 * one of the data folder: of the start that runs there, or, where none does, started for this time alone.
 *
 * @throws LocalProblem when there is none, or somebody else uses one that is to be filled.
 */
export async function reachRedis(
  wish: RedisWish,
  env: NodeJS.ProcessEnv = process.env,
): Promise<ReachedRedis> {
  const named = wish.dataDir ?? env["ISOCHRONE_DATA_DIR"];
  const dataDir = resolve(named === undefined || named === "" ? userFolders(env).state : named);
  if ((env["REDIS_URL"] ?? "") !== "") return await start(wish, dataDir, env);
  if (wish.purpose === "read" && !(await exists(join(dataDir, "redis")))) {
    throw new LocalProblem(
      `There is nothing in ${dataDir}: isochrone start has not kept data there.`,
      "Name the folder with --data-dir, or a Redis with REDIS_URL.",
    );
  }
  try {
    return await startAlone(wish, dataDir, env);
  } catch (error) {
    if (!(error instanceof DataFolderInUse)) throw error;
    return await joinRunning(wish, dataDir, error);
  }
}

async function startAlone(
  wish: RedisWish,
  dataDir: string,
  env: NodeJS.ProcessEnv,
): Promise<ReachedRedis> {
  const lock = await lockDataFolder(dataDir, Date.now());
  try {
    const redis = await start(wish, dataDir, env);
    return {
      address: redis.address,
      place: `${dataDir} (${redis.place})`,
      close: async () => {
        await redis.close();
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** The libraries are loaded here only: most commands need none of them. */
async function start(
  { report }: RedisWish,
  dataDir: string,
  env: NodeJS.ProcessEnv,
): Promise<ReachedRedis> {
  const [{ resolveRedis }, { openRedis }] = await Promise.all([
    import("./redis/resolve-redis.ts"),
    import("./redis/open-redis.ts"),
  ]);
  const choice = await resolveRedis({ env, report });
  const redis = await openRedis(choice, dataDir, env, report);
  return { address: redis.connection, place: `Redis ${redis.description}`, close: redis.close };
}

async function joinRunning(
  { purpose }: RedisWish,
  dataDir: string,
  inUse: DataFolderInUse,
): Promise<ReachedRedis> {
  if (purpose === "fill") {
    throw new LocalProblem(inUse.message, "Stop it first, then restore, then start it again.");
  }
  const address = await readRunningRedis(dataDir);
  if (address === undefined) {
    throw new LocalProblem(
      inUse.message,
      "It is just starting, stopping or copying data: try again in a moment.",
    );
  }
  if (address === null) {
    throw new LocalProblem(
      `What runs on ${dataDir} keeps its data in the Redis that its REDIS_URL names.`,
      "Set REDIS_URL here to the same address.",
    );
  }
  return { address, place: `${dataDir} (in use)`, close: () => Promise.resolve() };
}

async function exists(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}
