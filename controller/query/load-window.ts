import { type Bucket, mergeBuckets } from "../core/summary/bucket.ts";
import type { SeriesBuckets } from "../store/series-buckets.ts";

/** What a window of one series holds. */
export type SeriesWindow = {
  readonly bucket: Bucket;
  /** Start of the oldest minute that holds anything, in epoch milliseconds. */
  readonly firstMinuteMs: number;
};

/**
 * Adds up each series over the minutes that begin in the window (the first may begin before it).
 * Series without measurements there are left out.
 */
export async function loadWindow(
  buckets: Pick<SeriesBuckets, "read">,
  series: readonly string[],
  fromMs: number,
  toMs: number,
): Promise<Map<string, SeriesWindow>> {
  const windows = new Map<string, SeriesWindow>();
  for (const [key, minutes] of await buckets.read(series, fromMs, toMs)) {
    const [first] = minutes;
    if (first === undefined) continue;
    const bucket = mergeBuckets(minutes.flatMap(({ parts }) => parts));
    windows.set(key, { bucket, firstMinuteMs: first.minuteMs });
  }
  return windows;
}
