import type { RedisClient } from "./connect.ts";

/** A server that is alive answers QUIT at once. */
const QUIT_WITHIN_MS = 1_000;

/**
 * Closes a connection after the replies to what was sent before. A server that is gone is not waited
 * for: a patient connection would wait for its return for ever.
 */
export async function releaseRedis(redis: RedisClient): Promise<void> {
  if (redis.status === "ready") {
    await settleWithin(QUIT_WITHIN_MS, redis.quit());
  }
  redis.disconnect();
}

/** Waits until work is done, whether well or badly, but no longer than this. */
export async function settleWithin(limitMs: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise((resolve) => {
    timer = setTimeout(resolve, limitMs);
  });
  await Promise.race([work.catch(() => undefined), limit]);
  clearTimeout(timer);
}
