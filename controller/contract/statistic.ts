import { z } from "zod";

/** Statistics that a screen or a command may ask for. Never a mean. */
export const Statistic = z.enum(["p50", "p90", "p95", "p99", "max"]);

export type Statistic = z.infer<typeof Statistic>;

/**
 * A quantile in microseconds with a distribution-free 95 % interval from order statistics. A bound is
 * null where too few values were measured for one.
 */
export const Quantile = z.object({
  us: z.int().nonnegative(),
  lowUs: z.int().nonnegative().nullable(),
  highUs: z.int().nonnegative().nullable(),
});

export type Quantile = z.infer<typeof Quantile>;

/** What a window of measurements says about one series. */
export const Summary = z.object({
  /** Values that the quantiles stand on. */
  n: z.int().nonnegative(),
  sent: z.int().nonnegative(),
  lost: z.int().nonnegative(),
  tainted: z.int().nonnegative(),
  failed: z.int().nonnegative(),
  /** The most frequent failure; null without one. */
  failure: z.string().nullable(),
  minUs: z.int().nonnegative().nullable(),
  maxUs: z.int().nonnegative().nullable(),
  /** Null where n is too small for the quantile to be shown. */
  p50: Quantile.nullable(),
  p90: Quantile.nullable(),
  p95: Quantile.nullable(),
  p99: Quantile.nullable(),
  servedBy: z.record(z.string(), z.int()),
  newestAtMs: z.int().nullable(),
});

export type Summary = z.infer<typeof Summary>;
