import { readFile } from "node:fs/promises";
import { LocalProblem, reasonOf } from "../local-problem.ts";
import { withoutPassword } from "../redis/external-redis.ts";

const FORM = "redis://[user:password@]host[:port][/database], or rediss:// for TLS";

/**
 * The address of Redis, from a file or from REDIS_URL. Never from the command line, which everybody on
 * the machine can read.
 *
 * @throws LocalProblem when there is none, or it is no address of a Redis.
 */
export async function readRedisUrl(file: string | null, env: NodeJS.ProcessEnv): Promise<string> {
  const named = file === null ? (env["REDIS_URL"] ?? "") : await readUrlFile(file);
  const url = named.trim();
  const source = file === null ? "REDIS_URL" : file;
  if (url === "" && file === null) {
    throw new LocalProblem(
      "A controller by itself needs a Redis, and REDIS_URL is not set.",
      `Set REDIS_URL to ${FORM}, or name a file that holds it with --redis-url-file.`,
    );
  }
  if (withoutPassword(url) === null) {
    throw new LocalProblem(`${source} holds no address of a Redis.`, `Write it as ${FORM}.`);
  }
  return url;
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
