import { LocalProblem } from "../local-problem.ts";
import { userFolders } from "../user-folders.ts";
import { canFetch, fetchCopy } from "./fetch-copy.ts";
import { HOW_TO_GET_REDIS } from "./how-to-get-redis.ts";
import { findInstalledBinary, SYSTEM_FOLDERS } from "./installed-binary.ts";
import { copiesFolder, findPrivateCopy } from "./private-copy.ts";
import { type RedisBinary, tryBinary } from "./redis-binary.ts";

export interface ResolveBinaryOptions {
  /** Whether a private copy may be fetched when the machine has none; default true. */
  allowFetch?: boolean;
  /** Default: `isochrone` in the user's cache folder. */
  cacheDir?: string;
  /** Default: the environment of this process. */
  env?: NodeJS.ProcessEnv;
  /** Folders searched after PATH; default: where package managers put servers. */
  systemFolders?: readonly string[];
  /** Receives one line for each thing that people may want to know; default: nobody. */
  report?: (line: string) => void;
}

/**
 * Finds a Redis or Valkey server that runs here, first of: REDIS_SERVER_BIN, PATH and the system's
 * folders, the private copy in the user's cache, a private copy fetched now (Debian and Ubuntu, without
 * root). Cheap after the first time.
 *
 * @throws LocalProblem where REDIS_SERVER_BIN does not run (nothing else is tried then), or where there
 * is no server and none can be fetched; its mend has one line per system.
 */
export async function resolveRedisBinary(options: ResolveBinaryOptions = {}): Promise<RedisBinary> {
  const env = options.env ?? process.env;
  const report = options.report ?? (() => undefined);
  const named = env["REDIS_SERVER_BIN"];
  if (named !== undefined && named !== "") return namedBinary(named, env);
  const installed = await findInstalledBinary(env, options.systemFolders ?? SYSTEM_FOLDERS, report);
  if (installed !== null) return installed;
  const copiesDir = await copiesFolder(options.cacheDir ?? userFolders(env).cache);
  const copy = await findPrivateCopy(copiesDir, env, report);
  if (copy !== null) return copy;
  if (options.allowFetch === false) {
    throw new LocalProblem(
      "No Redis was found on this machine, and fetching a private copy is switched off.",
      HOW_TO_GET_REDIS,
    );
  }
  if (!(await canFetch(env))) {
    throw new LocalProblem(
      "No Redis was found on this machine, and a private copy can only be fetched on Debian and Ubuntu.",
      HOW_TO_GET_REDIS,
    );
  }
  report(`fetching redis-server for you alone into ${copiesDir} (--no-fetch switches this off)`);
  const fetched = await fetchCopy(copiesDir, env, Date.now());
  if (fetched.ok) return fetched.binary;
  throw new LocalProblem(
    `No Redis was found on this machine, and fetching a private copy failed: ${fetched.reason}`,
    HOW_TO_GET_REDIS,
  );
}

async function namedBinary(command: string, env: NodeJS.ProcessEnv): Promise<RedisBinary> {
  const trial = await tryBinary(command, {}, env);
  if (trial.ok) return { command, env: {}, origin: "REDIS_SERVER_BIN", version: trial.version };
  throw new LocalProblem(
    `REDIS_SERVER_BIN names ${command}, which does not run as a Redis server: ${trial.reason}`,
    "Correct REDIS_SERVER_BIN, or unset it to let Isochrone look for a server itself.",
  );
}
