import { resolveRedisBinary } from "../../infra/local/redis/resolve-binary.ts";

/**
 * Finds (or fetches, once) a Redis server before the first test file, so that later calls of
 * resolveRedisBinary in the workers only look it up.
 */
export async function setup(): Promise<void> {
  await resolveRedisBinary({ report: (line) => process.stderr.write(`${line}\n`) });
}
