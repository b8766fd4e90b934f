import type { Bucket } from "../core/summary/bucket.ts";
import type { SeriesBuckets } from "../store/series-buckets.ts";

/** What a window of one series holds. */
export type SeriesWindow = {
  readonly bucket: Bucket;
  /** Start of the oldest bucket that holds anything, in epoch milliseconds. */
  readonly firstMs: number;
  /** Minutes of the window that hold a measurement. */
  readonly minutes: number;
};

/**
 * Adds up each series over the minutes that begin in the window (the first may begin before it).
 * Series without measurements there are left out.
 */
export async function loadWindow(
  buckets: Pick<SeriesBuckets, "sums">,
  series: readonly string[],
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  nowMs: number,
): Promise<Map<string, SeriesWindow>> {
  const windows = new Map<string, SeriesWindow>();
  const { bySeries } = await buckets.sums(series, { fromMs, toMs, stepMs: null }, nowMs);
  for (const [key, [whole]] of bySeries) {
    if (whole !== undefined) windows.set(key, whole);
  }
  return windows;
}
