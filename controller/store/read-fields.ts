import type { RedisClient } from "./connect.ts";

/** Numbered fields of a hash: from the first up to the one before the last. */
export type FieldRange = { readonly from: number; readonly to: number };

/**
 * Reads ranges of hashes in one call; all of them are of one vantage. Answers for each hash its fields as
 * `eachCell` goes through them.
 *
 * @param ranges of the first hashes; they begin anew for those that follow
 */
export async function readFields(
  redis: RedisClient,
  keys: readonly string[],
  ranges: readonly FieldRange[],
): Promise<Buffer[]> {
  if (keys.length === 0) return [];
  const argv = ranges.flatMap(({ from, to }) => [from, to]);
  return redis.isoReadBuffer(keys.length, ...keys, ...argv);
}
