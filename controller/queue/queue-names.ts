/** Measurements: a job for each batch. Maintenance and advice: jobs of a schedule. */
export const QUEUE_NAMES = {
  measurements: "measurements",
  maintenance: "maintenance",
  advice: "advice",
} as const;

/** Before every key of the queues. The braces keep a queue's keys in one slot of a Redis Cluster. */
export const QUEUE_PREFIX = "{iso}";
