import type { CellState, MatrixCell } from "../../contract/matrix.ts";
import type { Statistic, Summary } from "../../contract/statistic.ts";
import { durationText } from "../../core/wording/count.ts";
import { millisecondsText } from "../../core/wording/latency.ts";
import type { Style } from "./page.ts";
import type { Cell } from "./table.ts";

/** Values that each statistic needs before it says anything; the largest needs one. */
const FEWEST: Record<Statistic, number> = { p50: 6, p90: 29, p95: 59, p99: 299, max: 1 };

/** The statistic of a summary in microseconds; null where too few values were measured. */
export function statisticUs(summary: Summary, statistic: Statistic): number | null {
  return statistic === "max" ? summary.maxUs : (summary[statistic]?.us ?? null);
}

/** The state of a cell for a statistic: the controller judges the median, a tail needs more values. */
export function shownState({ state, summary }: MatrixCell, statistic: Statistic): CellState {
  const isFew = state === "value" && (summary === null || statisticUs(summary, statistic) === null);
  return isFew ? "few" : state;
}

/**
 * One cell of the matrix in milliseconds. A number without a mark is a number to act on; each kind of
 * not knowing looks different, and none looks like a number that is fine.
 */
export function cellText(
  cell: MatrixCell,
  statistic: Statistic,
  context: { readonly style: Style; readonly nowMs: number },
): Cell {
  const { style, nowMs } = context;
  const { summary } = cell;
  const us = summary === null ? null : statisticUs(summary, statistic);
  switch (shownState(cell, statistic)) {
    case "value":
      return { text: us === null ? "—" : millisecondsText(us) };
    case "few":
      return summary === null ? unknown(style) : few(summary, statistic, style);
    case "stale":
      return { text: staleText(summary, us, nowMs), paint: style.dim };
    case "lost":
      return { text: "✕ 100 %", paint: style.red };
    case "failed":
      return { text: `! ${summary?.failure ?? "failed"}`, paint: style.red };
    case "probe":
      return { text: "⌀", paint: style.yellow };
    case "none":
      return unknown(style);
  }
}

function few(summary: Summary, statistic: Statistic, style: Style): Cell {
  return { text: `n=${summary.n}<${FEWEST[statistic]}`, paint: style.dim };
}

function unknown(style: Style): Cell {
  return { text: "—", paint: style.dim };
}

function staleText(summary: Summary | null, us: number | null, nowMs: number): string {
  const newest = summary?.newestAtMs ?? null;
  const age = newest === null ? "stale" : `${durationText(Math.max(0, nowMs - newest))} old`;
  return us === null ? age : `${millisecondsText(us)} ${age}`;
}
