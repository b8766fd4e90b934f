import CliTable from "cli-table3";
import type { Page } from "./page.ts";

export type Column = {
  /** May have several lines; those of all columns end on the same line. */
  readonly head: string;
  /** Stands below the head. */
  readonly unit?: string;
  readonly align: "left" | "right";
  /** When the page is too narrow, the column with the highest number goes first; without one it stays. */
  readonly expendable?: number;
};

export type Cell = { readonly text: string; readonly paint?: (text: string) => string };

/** A table and the columns that had to go. */
export type RenderedTable = { readonly lines: string[]; readonly dropped: readonly Column[] };

const GAP = "  ";
const NO_BORDERS = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: GAP,
} as const;

/** Lays out rows under their header without borders, and drops columns until it fits the page. */
export function renderTable(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  page: Pick<Page, "columns" | "style">,
): RenderedTable {
  const kept = fittingColumns(columns, rows, page.columns);
  const table = new CliTable({
    chars: NO_BORDERS,
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [] },
    colAligns: kept.map(({ column }) => column.align),
  });
  table.push(
    ...headerRows(kept).map((cells) => cells.map((text) => page.style.dim(text))),
    ...rows.map((row) => kept.map(({ at }) => painted(row[at]))),
  );
  return {
    lines: table
      .toString()
      .split("\n")
      .map((line) => line.trimEnd()),
    dropped: columns.filter((column) => !kept.some((each) => each.column === column)),
  };
}

/** The lines of the heads, ending together, and one for the units where there are any. */
function headerRows(kept: readonly Placed[]): string[][] {
  const heads = kept.map(({ column }) => column.head.split("\n"));
  const height = Math.max(...heads.map((lines) => lines.length));
  const rows = Array.from({ length: height }, (_, at) =>
    heads.map((lines) => lines[at - height + lines.length] ?? ""),
  );
  const units = kept.map(({ column }) => column.unit ?? "");
  return units.some((unit) => unit !== "") ? [...rows, units] : rows;
}

function painted(cell: Cell | undefined): string {
  if (cell === undefined) return "";
  return cell.paint === undefined ? cell.text : cell.paint(cell.text);
}

type Placed = { readonly column: Column; readonly at: number; readonly width: number };

function fittingColumns(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  width: number,
): Placed[] {
  let kept = columns.map((column, at): Placed => {
    const texts = [
      ...column.head.split("\n"),
      column.unit ?? "",
      ...rows.map((row) => row[at]?.text ?? ""),
    ];
    return { column, at, width: Math.max(...texts.map((text) => [...text].length)) };
  });
  while (widthOf(kept) > width) {
    const goes = kept
      .filter(({ column }) => column.expendable !== undefined)
      .sort((a, b) => (b.column.expendable ?? 0) - (a.column.expendable ?? 0))[0];
    if (goes === undefined) break;
    kept = kept.filter((each) => each !== goes);
  }
  return kept;
}

function widthOf(columns: readonly Placed[]): number {
  const gaps = GAP.length * Math.max(0, columns.length - 1);
  return columns.reduce((sum, { width }) => sum + width, gaps);
}
