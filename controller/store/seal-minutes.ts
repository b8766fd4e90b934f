import type { RedisClient } from "./connect.ts";

/** A minute that held several parts, and their sum. All in one call are of one vantage. */
export type PackedMinute = {
  readonly key: string;
  readonly minute: number;
  readonly before: Buffer;
  readonly after: Buffer;
};

/** Puts sums in the place of their parts, wherever nothing was added meanwhile. */
export async function sealMinutes(
  redis: RedisClient,
  minutes: readonly PackedMinute[],
): Promise<void> {
  if (minutes.length === 0) return;
  const keys = minutes.map(({ key }) => key);
  const argv = minutes.flatMap(({ minute, before, after }) => [minute, before, after]);
  await redis.isoSeal(keys.length, ...keys, ...argv);
}
