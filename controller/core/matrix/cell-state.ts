import type { CellState } from "../../contract/matrix.ts";
import type { Summary } from "../../contract/statistic.ts";
import type { VantageStatus } from "../../contract/status.ts";
import { BATCH_INTERVAL_MS } from "../assign/batch-interval.ts";

/** Values older than this many rounds are not of now. */
const STALE_ROUNDS = 3;
/** What a round waits in its batch, and the batch on its way, before anybody can read it. */
const DELIVERY_MS = 2 * BATCH_INTERVAL_MS;

/** What is known about one series over a window. */
export type CellFacts = {
  readonly summary: Summary;
  /** How often the series is measured; null where nobody is asked to. */
  readonly intervalMs: number | null;
  readonly probe: VantageStatus["probe"];
  readonly nowMs: number;
};

/**
 * How much a cell says about the median of its series. Not knowing comes first: a number from a probe
 * that has fallen silent, or from a while ago, is no number to act on.
 */
export function cellState({ summary, intervalMs, probe, nowMs }: CellFacts): CellState {
  if (intervalMs === null) return "none";
  if (probe !== "measuring") return "probe";
  if (isStale(summary, intervalMs, nowMs)) return "stale";
  if (summary.failed > 0 && (summary.n === 0 || summary.failed * 2 > summary.sent)) return "failed";
  if (summary.lost > 0 && summary.n === 0) return "lost";
  return summary.p50 === null ? "few" : "value";
}

function isStale({ newestAtMs }: Summary, intervalMs: number, nowMs: number): boolean {
  return newestAtMs !== null && nowMs - newestAtMs > STALE_ROUNDS * intervalMs + DELIVERY_MS;
}
