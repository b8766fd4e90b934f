import { connectRedis, type RedisAddress } from "../connect.ts";
import { releaseRedis } from "../release-redis.ts";
import { BackupProblem } from "./backup-problem.ts";
import { type BackupClient, withBackupScripts } from "./client.ts";

/**
 * Connects for the time of one piece of work.
 *
 * @throws BackupProblem when Redis does not answer, refuses or goes away; whatever else the work throws.
 */
export async function withRedis<Result>(
  address: RedisAddress,
  use: (client: BackupClient) => Promise<Result>,
): Promise<Result> {
  // Each failure is that of a command as well, which is told.
  const redis = connectRedis(address, () => undefined);
  try {
    return await use(withBackupScripts(redis));
  } catch (error) {
    throw isOfRedis(error) ? redisFailed(error) : error;
  } finally {
    await releaseRedis(redis);
  }
}

/** Errors of the client and replies of the server. */
function isOfRedis(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  return (
    /^(ReplyError|MaxRetriesPerRequestError|ClusterAllFailedError)$/.test(error.name) ||
    /Connection is closed|connect E|max retries/i.test(error.message)
  );
}

function redisFailed(cause: Error): BackupProblem {
  const isFull = cause.message.startsWith("OOM");
  return new BackupProblem(
    {
      code: isFull ? "redis_full" : "redis_failed",
      message: `Redis failed: ${isFull ? "its memory is full" : cause.message}`,
      mend: isFull ? "Give it more memory, then begin again." : "Mend that, then begin again.",
    },
    { cause },
  );
}
