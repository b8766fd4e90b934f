import type { FailureClass } from "../../../probe/contract/failure.ts";
import { mergeBins } from "../histogram/merge.ts";

/**
 * Contributions of one series added up, over any span of time and from any number of batches. A
 * contribution is itself the bucket of its own minute.
 */
export type Bucket = {
  readonly sent: number;
  readonly lost: number;
  readonly tainted: number;
  readonly skipped: number;
  readonly failures: Readonly<Partial<Record<FailureClass, number>>>;
  /** Endpoint → answers. */
  readonly servedBy: Readonly<Record<string, number>>;
  /** Exact extremes of the values in `bins`; null without values. */
  readonly minUs: number | null;
  readonly maxUs: number | null;
  /** Start of the newest attempt, in epoch milliseconds; null in an empty bucket. */
  readonly lastAtMs: number | null;
  /** Sparse bins as probes send them: `[index, count, step, count, …]`. */
  readonly bins: readonly number[];
};

/** What adding up nothing gives. */
export const EMPTY_BUCKET: Bucket = {
  sent: 0,
  lost: 0,
  tainted: 0,
  skipped: 0,
  failures: {},
  servedBy: {},
  minUs: null,
  maxUs: null,
  lastAtMs: null,
  bins: [],
};

/**
 * Adds buckets up. Associative and commutative: any order and any grouping gives the same bucket, so
 * buckets may be merged wherever and whenever it suits.
 */
export function mergeBuckets(buckets: readonly Bucket[]): Bucket {
  if (buckets.length === 0) return EMPTY_BUCKET;
  return {
    sent: sumOf(buckets, (bucket) => bucket.sent),
    lost: sumOf(buckets, (bucket) => bucket.lost),
    tainted: sumOf(buckets, (bucket) => bucket.tainted),
    skipped: sumOf(buckets, (bucket) => bucket.skipped),
    failures: mergeCounts(buckets.map((bucket) => bucket.failures)),
    servedBy: mergeCounts(buckets.map((bucket) => bucket.servedBy)),
    minUs: pick(buckets, (bucket) => bucket.minUs, Math.min),
    maxUs: pick(buckets, (bucket) => bucket.maxUs, Math.max),
    lastAtMs: pick(buckets, (bucket) => bucket.lastAtMs, Math.max),
    bins: mergeBins(buckets.map((bucket) => bucket.bins)),
  };
}

function sumOf(buckets: readonly Bucket[], count: (bucket: Bucket) => number): number {
  let sum = 0;
  for (const bucket of buckets) sum += count(bucket);
  return sum;
}

function pick(
  buckets: readonly Bucket[],
  take: (bucket: Bucket) => number | null,
  better: (a: number, b: number) => number,
): number | null {
  let best: number | null = null;
  for (const bucket of buckets) {
    const value = take(bucket);
    if (value !== null) best = best === null ? value : better(best, value);
  }
  return best;
}

/** Adds counts by name, in order of the names. A Map, because `constructor` is a valid name. */
function mergeCounts<Name extends string>(
  records: readonly Readonly<Partial<Record<Name, number>>>[],
): Record<Name, number> {
  const totals = new Map<string, number>();
  for (const record of records) {
    for (const [name, count] of Object.entries<number | undefined>(record)) {
      if (count !== undefined && count > 0) totals.set(name, (totals.get(name) ?? 0) + count);
    }
  }
  const sorted = [...totals].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted) as Record<Name, number>;
}
