import type { CellState, MatrixCell } from "../../controller/contract/matrix.ts";
import type { Statistic, Summary } from "../../controller/contract/statistic.ts";
import { bandOf } from "./latency-band.ts";
import { lossBoundText, lossClass, lossText } from "./loss.ts";
import { latencyNumber, latencyText, percentText, THIN } from "./number-text.ts";
import { statisticOf, valuesNeeded } from "./statistic.ts";
import { agoText, spanText } from "./time-text.ts";

export type Mode = "value" | "loss";

/** What the matrix shows of one cell. */
export interface CellView {
  state: CellState;
  text: string;
  /** A mark before the text. */
  icon: "cross" | "void" | null;
  /** Small second line; null where there is nothing to add. */
  note: string | null;
  /** Latency band, only for a number to act on. */
  band: number | null;
  /** Class of loss above none; null where none was lost or nothing is known. */
  loss: number | null;
  /** The same in words, for those who do not see it. */
  spoken: string;
  /** What sorting compares: microseconds, or the share lost; null comes last in both directions. */
  order: number | null;
}

export interface CellContext {
  statistic: Statistic;
  mode: Mode;
  /** The moment that ages count from: the end of the window, so that a paused picture stays true. */
  atMs: number;
}

/**
 * A cell as it is shown. A quantile that its sample does not carry turns a measured cell into `few`;
 * nothing unknown ever becomes a number.
 */
export function cellView(cell: MatrixCell, context: CellContext): CellView {
  const { summary } = cell;
  if (summary === null) return withoutSummary(cell.state);
  const loss = lossClass(summary.lost, summary.sent);
  const marked = loss !== null && loss > 0 && cell.state !== "lost";
  const known = { ...byState(cell, summary, context), loss: marked ? loss : null };
  return context.mode === "loss" ? lossView(known, summary) : known;
}

type Shown = Omit<CellView, "loss">;

function byState(cell: MatrixCell, summary: Summary, context: CellContext): Shown {
  switch (cell.state) {
    case "value":
      return valueView(summary, context, cell.endpoint === null);
    case "few":
      return fewView(summary, context.statistic);
    case "stale":
      return staleView(summary, context);
    case "lost":
      return {
        ...blank("lost", `100${THIN}%`, `100 percent lost, all of ${summary.sent}`),
        icon: "cross",
      };
    case "failed": {
      const failure = summary.failure ?? "unknown";
      const spoken = `failed, ${failure}, ${summary.failed} of ${summary.sent} attempts`;
      return { ...blank("failed", `!${THIN}${failure}`, spoken), note: failedNote(summary) };
    }
    case "probe":
    case "none":
      return withoutSummary(cell.state);
  }
}

function valueView(summary: Summary, context: CellContext, chosen: boolean): Shown {
  const quantile = statisticOf(summary, context.statistic);
  if (quantile === null) return fewView(summary, context.statistic);
  const served = chosen ? mainServer(summary) : null;
  return {
    state: "value",
    text: latencyNumber(quantile.us),
    icon: null,
    note: served,
    band: bandOf(quantile.us),
    spoken: `${latencyText(quantile.us)}, ${summary.n} values${served === null ? "" : `, served by ${served}`}`,
    order: quantile.us,
  };
}

function fewView(summary: Summary, statistic: Statistic): Shown {
  const quantile = statisticOf(summary, statistic);
  const need = valuesNeeded(statistic) > summary.n ? valuesNeeded(statistic) : valuesNeeded("p50");
  const count = `n=${summary.n}<${need}`;
  const spoken = `too few values for ${statistic}: ${summary.n} of ${need}`;
  if (quantile === null) return { ...blank("few", count, spoken), note: "too few" };
  return { ...blank("few", latencyNumber(quantile.us), spoken), note: count };
}

function staleView(summary: Summary, context: CellContext): Shown {
  const quantile = statisticOf(summary, context.statistic);
  const newest = summary.newestAtMs;
  const age = newest === null ? "age unknown" : spanText(context.atMs - newest);
  const was = quantile === null ? "" : `, was ${latencyText(quantile.us)}`;
  const ago = newest === null ? "age unknown" : agoText(newest, context.atMs);
  return {
    ...blank(
      "stale",
      quantile === null ? "stale" : latencyNumber(quantile.us),
      `stale, last value ${ago}${was}`,
    ),
    note: newest === null ? age : `${age} old`,
  };
}

function withoutSummary(state: CellState): CellView {
  if (state === "none") return { ...blank("none", "—", "not measured"), loss: null };
  if (state === "probe") {
    return { ...blank("probe", "", "probe silent, nothing is known"), icon: "void", loss: null };
  }
  return { ...blank(state, "?", `${state}, without figures`), loss: null };
}

function blank(state: CellState, text: string, spoken: string): Shown {
  return { state, text, icon: null, note: null, band: null, spoken, order: null };
}

function failedNote(summary: Summary): string | null {
  return summary.sent === 0 ? null : percentText(Math.min(1, summary.failed / summary.sent));
}

/**
 * Loss instead of latency: no band, because a band means a latency. Where none was lost the note says
 * how much it may still be.
 */
function lossView(view: CellView, summary: Summary): CellView {
  const share = summary.sent === 0 ? null : Math.min(1, summary.lost / summary.sent);
  if (view.state === "lost") return { ...view, order: share };
  if (view.state === "stale") return { ...view, text: "stale" };
  if (share === null || (view.state !== "value" && view.state !== "few")) return view;
  const text = lossText(summary.lost, summary.sent);
  const counts = `${summary.lost} of ${summary.sent}`;
  const note = share === 0 ? `≤${THIN}${lossBoundText(summary.sent)}` : null;
  return { ...view, text, note, band: null, spoken: `loss ${text}, ${counts}`, order: share };
}

/** Who served most attempts; with its share where it did not serve them all. */
export function mainServer(summary: Summary): string | null {
  const servers = Object.entries(summary.servedBy).sort((one, other) => other[1] - one[1]);
  const [first] = servers;
  if (first === undefined) return null;
  if (servers.length === 1) return first[0];
  const all = servers.reduce((sum, [, count]) => sum + count, 0);
  return `${first[0]} ${percentText(first[1] / all)}`;
}
