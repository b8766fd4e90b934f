import type { CellState, Matrix, MatrixCell } from "../../contract/matrix.ts";
import type { Statistic } from "../../contract/statistic.ts";
import { countText, durationText, percentText } from "../../core/wording/count.ts";
import { latencyText } from "../../core/wording/latency.ts";
import { entryName, namesText } from "../../core/wording/names.ts";
import { cellText, shownState, statisticUs } from "./cell-text.ts";
import { type MatrixLine, matrixRows } from "./matrix-rows.ts";
import type { Page } from "./page.ts";
import { sentenceLines } from "./sentence.ts";
import { shortened } from "./shortened.ts";
import { type Cell, type Column, renderTable } from "./table.ts";

/** The first to go. */
const COUNT: Column = { head: "N", align: "right", expendable: 1_003 };

const NOT_KNOWN: readonly { readonly state: CellState; readonly text: string }[] = [
  { state: "lost", text: "all lost" },
  { state: "failed", text: "failing" },
  { state: "stale", text: "out of date" },
  { state: "probe", text: "with a silent probe" },
  { state: "few", text: "with too few values" },
  { state: "none", text: "not measured" },
];

/** How many paths there are a number for, the slowest of them, and all of them, worst row first. */
export function matrixLines(matrix: Matrix, statistic: Statistic, page: Page): string[] {
  const { rows, more } = shortened(matrixRows(matrix, statistic), page);
  const cells = rows.map((row) => rowCells(row, matrix, statistic, page));
  const wide = renderTable(
    columnsOf(matrix, (id) => id),
    cells,
    page,
  );
  const { lines, dropped } = wide.dropped.every(({ head }) => head === COUNT.head)
    ? wide
    : renderTable(columnsOf(matrix, inTwoLines), cells, page);
  const hidden = dropped
    .filter(({ unit }) => unit === "ms")
    .map(({ head }) => head.replace("\n", ""));
  const narrow = `… too narrow for ${namesText(hidden)}: --width, or --json`;
  const wider = hidden.length === 0 ? [] : sentenceLines(narrow, page);
  return [...sentenceLines(headline(matrix, statistic), page), "", ...lines, ...more, ...wider];
}

function headline(matrix: Matrix, statistic: Statistic): string {
  const { service, entry, metric, cells } = matrix;
  const valued = cells.filter((cell) => shownState(cell, statistic) === "value");
  const by = entry === "direct" ? "reached directly" : `by ${entryName(entry)}`;
  const span = durationText(matrix.toMs - matrix.fromMs);
  const counted = NOT_KNOWN.map(({ state, text }) => ({
    text,
    count: cells.filter((cell) => shownState(cell, statistic) === state).length,
  })).filter(({ count }) => count > 0);
  const unknown = counted.map(({ text, count }) => `${countText(count)} ${text}`).join(", ");
  return [
    `${service} ${by}, ${statistic} of ${metric} over the last ${span}:`,
    `${countText(valued.length)} of ${countText(cells.length)} paths have a number.`,
    slowest(valued, statistic),
    unknown === "" ? "" : `Without one: ${unknown}.`,
  ]
    .filter((part) => part !== "")
    .join(" ");
}

function slowest(cells: readonly MatrixCell[], statistic: Statistic): string {
  const timed = cells
    .map((cell) => ({
      cell,
      us: cell.summary === null ? null : statisticUs(cell.summary, statistic),
    }))
    .sort((a, b) => (b.us ?? -1) - (a.us ?? -1));
  const [worst] = timed;
  if (worst === undefined || worst.us === null) return "";
  const { vantage, endpoint } = worst.cell;
  return `Slowest: ${vantage}${endpoint === null ? "" : ` → ${endpoint}`}, ${latencyText(worst.us)}.`;
}

/** `ap-northeast-1` with its area above the rest, which is narrower. */
function inTwoLines(id: string): string {
  return id.replace("-", "-\n");
}

function columnsOf({ entry, columns }: Matrix, headOf: (id: string) => string): Column[] {
  return [
    { head: "FROM", align: "left" },
    ...columns.map(
      ({ endpoint }, at): Column => ({
        head: endpoint === null ? "CHOSEN" : headOf(endpoint),
        unit: "ms",
        align: "right",
        // The first column is the least that a matrix shows; then they go from the right.
        ...(at === 0 ? {} : { expendable: at }),
      }),
    ),
    ...(entry === "direct" ? [] : [{ head: "SERVED BY", align: "left" } satisfies Column]),
    { head: "LOSS", unit: "%", align: "right", expendable: 1_002 },
    COUNT,
  ];
}

function rowCells(row: MatrixLine, matrix: Matrix, statistic: Statistic, page: Page): Cell[] {
  const { style } = page;
  const { sent, lost, n, servedBy } = row;
  const loss = sent === 0 ? "—" : percentText(lost, sent).replace(" %", "");
  return [
    { text: row.vantage },
    ...row.cells.map((cell) => cellText(cell, statistic, { style, nowMs: matrix.toMs })),
    ...(matrix.entry === "direct" ? [] : [{ text: servedBy ?? "—", paint: style.dim }]),
    lost > 0 ? { text: loss, paint: style.yellow } : { text: loss },
    { text: countText(n) },
  ];
}
