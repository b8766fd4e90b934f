import type { Keep } from "../core/fold/keep.ts";
import type { FoldStep } from "../core/fold/plan-fold.ts";
import type { ReadWindow } from "../core/fold/plan-read.ts";
import type { RedisClient } from "./connect.ts";
import { type BatchName, foldBatch } from "./fold-batch.ts";
import { readSums, type Sums } from "./read-sums.ts";
import { rollUp } from "./roll-up.ts";

/** The measurements: buckets of a minute, of five minutes and of an hour, series by series. */
export type SeriesBuckets = {
  /** How long buckets are kept. */
  readonly keep: Keep;
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

export function seriesBuckets(redis: RedisClient, keep: Keep): SeriesBuckets {
  return {
    keep,
    fold: (batch, steps, nowMs) => foldBatch(redis, keep, batch, steps, nowMs),
    sums: (series, window, nowMs) => readSums(redis, keep, series, window, nowMs),
    rollUp: (vantages, nowMs) => rollUp(redis, keep, vantages, nowMs),
  };
}
