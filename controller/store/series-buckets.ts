import type { Keep } from "../core/fold/keep.ts";
import type { FoldStep } from "../core/fold/plan-fold.ts";
import type { ReadWindow } from "../core/fold/plan-read.ts";
import type { RedisClient } from "./connect.ts";
import { type BatchName, foldBatch } from "./fold-batch.ts";
import { hourSums } from "./hour-sums.ts";
import { readSums, type Sums } from "./read-sums.ts";
import { rollUp } from "./roll-up.ts";

/** The measurements: buckets of a minute, of five minutes and of an hour, series by series. */
export type SeriesBuckets = {
  /** How old buckets of each length may be at a moment and still be all there. */
  keepAt(nowMs: number): Keep;
  /**
   * Adds a batch of one vantage. It counts once, however often, in whatever order and by however many
   * workers it is folded. Answers whether it was new.
   */
  fold(batch: BatchName, steps: readonly FoldStep[], nowMs: number): Promise<boolean>;
  /** Adds up each series over a window, step by step or as a whole. */
  sums(series: readonly string[], window: ReadWindow, nowMs: number): Promise<Sums>;
  /** Rolls up what has changed of the hours that are over. Answers how many hours were done. */
  rollUp(vantages: readonly string[], nowMs: number): Promise<number>;
};

/** @param keepAt where it was not always `keep`, how old buckets may be and still be all there. */
export function seriesBuckets(
  redis: RedisClient,
  keep: Keep,
  keepAt: SeriesBuckets["keepAt"] = () => keep,
): SeriesBuckets {
  const kept = hourSums();
  return {
    keepAt,
    fold: (batch, steps, nowMs) => foldBatch(redis, keep, batch, steps, nowMs),
    sums: (series, window, nowMs) =>
      readSums({ redis, keep: keepAt(nowMs), kept }, series, window, nowMs),
    rollUp: (vantages, nowMs) => rollUp(redis, keep, vantages, nowMs),
  };
}
