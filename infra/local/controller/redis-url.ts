import { readFile } from "node:fs/promises";
import { REDIS_URL_FORM } from "../../../controller/redis-address.ts";
import { LocalProblem, reasonOf } from "../local-problem.ts";
import { type ExternalRedis, readExternalRedis } from "../redis/external-address.ts";

/**
 * The address of Redis, from a file or from REDIS_URL. Never from the command line, which everybody on
 * the machine can read.
 *
 * @throws LocalProblem when there is none, or it is no address of a Redis.
 */
export async function readRedisUrl(
  file: string | null,
  env: NodeJS.ProcessEnv,
): Promise<ExternalRedis> {
  const named = file === null ? (env["REDIS_URL"] ?? "") : await readUrlFile(file);
  const url = named.trim();
  const source = file === null ? "REDIS_URL" : file;
  if (url === "" && file === null) {
    throw new LocalProblem(
      "A controller by itself needs a Redis, and REDIS_URL is not set.",
      `Set REDIS_URL to ${REDIS_URL_FORM}, or name a file that holds it with --redis-url-file.`,
    );
  }
  return await readExternalRedis(url, source, env);
}

async function readUrlFile(path: string): Promise<string> {
  return readFile(path, "utf8").catch((error: unknown) => {
    throw new LocalProblem(
      `The file with the address of Redis cannot be read: ${reasonOf(error)}`,
      "Correct the path after --redis-url-file, or its permissions.",
      { cause: error },
    );
  });
}
