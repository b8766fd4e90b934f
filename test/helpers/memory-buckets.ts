import { floorTo } from "../../controller/core/fold/tier.ts";
import { type Bucket, mergeBuckets } from "../../controller/core/summary/bucket.ts";
import type { Step } from "../../controller/core/summary/sum-steps.ts";
import type { SeriesBuckets } from "../../controller/store/series-buckets.ts";
import { MINUTE_MS } from "../../probe/contract/minute.ts";

/** A part of one minute of a series. */
export type KeptMinute = {
  readonly series: string;
  readonly minuteMs: number;
  readonly bucket: Bucket;
};

/** Sums over minutes in memory, as the store makes them while all of its minutes are there. */
export function memorySums(kept: readonly KeptMinute[]): SeriesBuckets["sums"] {
  return (series, window) => {
    const fromMs = floorTo(window.fromMs, MINUTE_MS);
    const stepsOf = (key: string): Step[] => {
      const own = kept
        .filter((each) => each.series === key)
        .filter(({ minuteMs }) => minuteMs >= fromMs && minuteMs < window.toMs)
        .sort((a, b) => a.minuteMs - b.minuteMs);
      const first = own[0]?.minuteMs ?? 0;
      const stepOf = (minuteMs: number) =>
        window.stepMs === null ? first : floorTo(minuteMs, window.stepMs);
      return [...new Set(own.map(({ minuteMs }) => stepOf(minuteMs)))].map((atMs) => {
        const inside = own.filter(({ minuteMs }) => stepOf(minuteMs) === atMs);
        return {
          atMs,
          firstMs: inside[0]?.minuteMs ?? atMs,
          minutes: new Set(inside.map(({ minuteMs }) => minuteMs)).size,
          bucket: mergeBuckets(inside.map(({ bucket }) => bucket)),
        };
      });
    };
    const bySeries = new Map(series.map((key) => [key, stepsOf(key)]));
    return Promise.resolve({ window: { ...window, fromMs }, resolutionMs: MINUTE_MS, bySeries });
  };
}
