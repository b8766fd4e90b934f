import { binOf } from "../../../../controller/core/histogram/latency-histogram.ts";
import { mergeBins } from "../../../../controller/core/histogram/merge.ts";
import { type Bucket, EMPTY_BUCKET } from "../../../../controller/core/summary/bucket.ts";

/** What a path measured, in the words of a person. */
export type Measured = {
  readonly medianMs?: number;
  /** Values lie evenly within the median ± this. */
  readonly spreadMs?: number;
  readonly n?: number;
  readonly lost?: number;
  readonly refused?: number;
  readonly servedBy?: Readonly<Record<string, number>>;
};

/** The bucket that such a path fills; the same one every time. */
export function measuredBucket(measured: Measured): Bucket {
  const { medianMs = 50, spreadMs = 0, n = 0, lost = 0, refused = 0, servedBy = {} } = measured;
  const values = Array.from({ length: n }, (_, at) => {
    const share = n === 1 ? 0 : (2 * at) / (n - 1) - 1;
    return Math.round(1_000 * (medianMs + spreadMs * share));
  });
  return {
    ...EMPTY_BUCKET,
    sent: n + lost + refused,
    lost,
    failures: refused > 0 ? { refused } : {},
    servedBy,
    minUs: values[0] ?? null,
    maxUs: values.at(-1) ?? null,
    lastAtMs: n + lost + refused > 0 ? 1_700_000_000_000 : null,
    bins: mergeBins(values.map((us) => [binOf(us), 1])),
  };
}
