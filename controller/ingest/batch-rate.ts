/** How many batches one probe may send. */
export type BatchRate = {
  /** Sustained. */
  readonly perSecond: number;
  /** At once, after a quiet time. */
  readonly burst: number;
};

/**
 * Probes close a batch every 5 s. After an outage they send what waited on disk: the 17,280 batches of
 * 24 hours drain at this rate in half an hour, and one probe alone cannot keep the others waiting.
 */
export const BATCH_RATE: BatchRate = { perSecond: 10, burst: 200 };

/** After a refusal the sender may as well wait until several go through. */
const WORTHWHILE = 10;
/** Full buckets of probes that have gone are thrown away above this number. */
const MOST_BUCKETS = 20_000;

export type BatchRates = {
  /** 0 when the vantage may send one more batch now, else how many milliseconds it should wait. */
  take(vantage: string, nowMs: number): number;
};

type Bucket = { tokens: number; atMs: number };

/** A token bucket for each vantage, in this process. */
export function batchRates({ perSecond, burst }: BatchRate): BatchRates {
  const buckets = new Map<string, Bucket>();
  const filled = ({ tokens, atMs }: Bucket, nowMs: number) =>
    Math.min(burst, tokens + (Math.max(0, nowMs - atMs) / 1_000) * perSecond);
  const forgetFull = (nowMs: number) => {
    for (const [vantage, bucket] of buckets) {
      if (filled(bucket, nowMs) >= burst) buckets.delete(vantage);
    }
  };
  return {
    take(vantage, nowMs) {
      const bucket = buckets.get(vantage) ?? { tokens: burst, atMs: nowMs };
      const tokens = filled(bucket, nowMs);
      if (tokens < 1) {
        const wanted = Math.min(WORTHWHILE, burst);
        return Math.ceil(((wanted - tokens) / perSecond) * 1_000);
      }
      if (!buckets.has(vantage) && buckets.size >= MOST_BUCKETS) forgetFull(nowMs);
      buckets.set(vantage, { tokens: tokens - 1, atMs: nowMs });
      return 0;
    },
  };
}
