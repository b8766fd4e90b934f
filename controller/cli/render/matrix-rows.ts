import type { CellState, Matrix, MatrixCell } from "../../contract/matrix.ts";
import type { Statistic } from "../../contract/statistic.ts";
import { shownState, statisticUs } from "./cell-text.ts";

/** One vantage with its cells, in the order of the columns. */
export type MatrixLine = {
  readonly vantage: string;
  readonly cells: readonly MatrixCell[];
  readonly sent: number;
  readonly lost: number;
  readonly n: number;
  /** Where the entry chooses: who answered most, with its share where it was not alone. */
  readonly servedBy: string | null;
};

/** Worst first: what fails, then what is not known, then the slowest. */
const BADNESS: Record<CellState, number> = {
  lost: 6,
  failed: 5,
  stale: 4,
  probe: 3,
  value: 2,
  few: 1,
  none: 0,
};

/** The rows of a matrix, the one with the worst cell first; equal ones stay in their order. */
export function matrixRows(matrix: Matrix, statistic: Statistic): MatrixLine[] {
  const width = matrix.columns.length;
  const rows = matrix.rows.map(({ id }, at) => {
    const cells = matrix.cells.slice(at * width, (at + 1) * width);
    const sum = (count: "sent" | "lost" | "n") =>
      cells.reduce((total, { summary }) => total + (summary?.[count] ?? 0), 0);
    const chosen = cells.find(({ endpoint }) => endpoint === null);
    return {
      vantage: id,
      cells,
      sent: sum("sent"),
      lost: sum("lost"),
      n: sum("n"),
      servedBy: servedByText(chosen),
    };
  });
  return rows.sort((a, b) => worst(b, statistic) - worst(a, statistic));
}

function worst(row: MatrixLine, statistic: Statistic): number {
  const ranks = row.cells.map((cell) => {
    const { summary } = cell;
    const us = summary === null ? null : statisticUs(summary, statistic);
    // A minute is the longest time that is measured, so times never outweigh states.
    return BADNESS[shownState(cell, statistic)] + (us ?? 0) / 60_000_001;
  });
  return Math.max(...ranks);
}

function servedByText(cell: MatrixCell | undefined): string | null {
  const answers = Object.entries(cell?.summary?.servedBy ?? {}).sort(([, a], [, b]) => b - a);
  const [first] = answers;
  if (first === undefined) return null;
  const all = answers.reduce((sum, [, count]) => sum + count, 0);
  const share = Math.floor((100 * first[1]) / all);
  return first[1] === all ? first[0] : `${first[0]} ${share} %`;
}
