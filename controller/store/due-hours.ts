import type { RedisClient } from "./connect.ts";
import { KEYS } from "./keys.ts";
import { type Call, send } from "./pipeline.ts";

/** Start of an hour → the number under which it was marked; beside them the counter itself. */
export type DueMarks = Readonly<Record<string, string>>;

/** What of each vantage has changed since it was rolled up, in the order of the vantages. */
export async function readDue(
  redis: RedisClient,
  vantages: readonly string[],
): Promise<DueMarks[]> {
  const calls = vantages.map((vantage): Call => {
    const key = KEYS.due(vantage);
    return { key, put: (pipeline) => void pipeline.hgetall(key) };
  });
  return (await send(redis, calls)) as DueMarks[];
}
