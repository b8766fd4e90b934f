import type { RedisAddress } from "../../redis-address.ts";
import { connectRedis } from "../connect.ts";
import { findRedis } from "../find-redis.ts";
import { releaseRedis } from "../release-redis.ts";
import { storeTroubleOf } from "../store-trouble.ts";
import { BackupProblem } from "./backup-problem.ts";
import { type BackupClient, withBackupScripts } from "./client.ts";

const ANSWER_WITHIN_MS = 5_000;

/**
 * Connects for the time of one piece of work.
 *
 * @throws BackupProblem when Redis does not answer, refuses or goes away; whatever else the work throws.
 */
export async function withRedis<Result>(
  address: RedisAddress,
  use: (client: BackupClient) => Promise<Result>,
): Promise<Result> {
  const found = await findRedis(address, ANSWER_WITHIN_MS).catch((error: unknown) => {
    throw isOfRedis(error) ? redisFailed(error) : error;
  });
  // Each failure is that of a command as well, which is told.
  const redis = connectRedis(found, () => undefined);
  try {
    // A cluster client knows its nodes once it has asked.
    await redis.ping();
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
    storeTroubleOf(error) !== null ||
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
