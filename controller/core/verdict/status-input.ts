import type { Series } from "../../../probe/contract/path.ts";
import type { Service } from "../../contract/estate.ts";
import type { Vantage } from "../../contract/measured.ts";
import type { Summary } from "../../contract/statistic.ts";

/** A vantage and the last that was heard of its probe; nulls before its first batch. */
export type VantageReport = {
  readonly vantage: Vantage;
  readonly newestBatchAtMs: number | null;
  readonly version: string | null;
  readonly runRatio?: number | undefined;
};

/** What one series measured over the window. */
export type SeriesSummary = { readonly series: Series; readonly summary: Summary };

/** Everything that a status is composed of. Times are epoch milliseconds by the controller's clock. */
export type StatusInput = {
  readonly atMs: number;
  /** Length of the window that the summaries cover and that ends at `atMs`. Troubles show as early as
   * it is short: three minutes tell an outage within three minutes. */
  readonly windowMs: number;
  readonly environment: { readonly name: string; readonly note: string };
  readonly services: readonly Service[];
  readonly vantages: readonly VantageReport[];
  /** One for each series with an attempt in the window; others may be left out. */
  readonly series: readonly SeriesSummary[];
  /** Series that the assignments of all vantages name. */
  readonly seriesAssigned: number;
  /** How often a probe reports. */
  readonly batchIntervalMs: number;
  /** Start of the oldest minute with measurements in the window; null without one. */
  readonly firstMeasuredAtMs: number | null;
};
