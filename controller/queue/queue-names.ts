/**
 * Measurements: a job for each batch. Maintenance and advice: jobs of a schedule. AWS: what asks AWS, of a
 * schedule or by hand, one at a time in all processes together. Prices: the same for the Price List. Drift:
 * what holds AWS against what was decided, likewise. Webhooks: a job for each event and receiver.
 */
export const QUEUE_NAMES = {
  measurements: "measurements",
  maintenance: "maintenance",
  advice: "advice",
  aws: "aws",
  prices: "prices",
  drift: "drift",
  webhooks: "webhooks",
} as const;

/**
 * Before every key of the queues of schedules. The braces keep a queue's keys in one slot of a Redis
 * Cluster.
 */
export const QUEUE_PREFIX = "{iso}";

/** Before every key of one shard of the measurements queue. */
export function shardPrefix(shard: number): string {
  return `{iso:${shard}}`;
}

/** The largest number of shards that was ever used: workers serve so many. */
export const QUEUE_SHARDS_KEY = "iso:queue-shards";
