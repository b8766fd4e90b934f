import type { Redis } from "ioredis";

export type QueueEvent = { readonly event: string; readonly jobId: string };

/**
 * Reads what BullMQ notes of a queue, each entry once. Its stream holds some ten thousand entries and
 * is on Redis's disk with everything else, so it is enough to look now and then.
 *
 * @param queue prefix and name, as in the keys
 */
export function queueEvents(redis: Redis, queue: string): () => Promise<QueueEvent[]> {
  let last = "0";
  return async () => {
    const entries = await redis.xrange(`${queue}:events`, last === "0" ? "-" : `(${last}`, "+");
    last = entries.at(-1)?.[0] ?? last;
    return entries.map(([, fields]) => ({
      event: fields[fields.indexOf("event") + 1] ?? "",
      jobId: fields[fields.indexOf("jobId") + 1] ?? "",
    }));
  };
}
