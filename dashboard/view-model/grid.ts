import type { Matrix, MatrixCell } from "../../controller/contract/matrix.ts";
import { type CellContext, type CellView, cellView } from "./cell.ts";

/** Stands for the column where the entry chooses the endpoint; no endpoint id contains a dot. */
export const ROUTED = "as.routed";

export interface GridColumn {
  key: string;
  column: Matrix["columns"][number];
}

export interface GridCell {
  key: string;
  cell: MatrixCell;
  view: CellView;
}

export interface GridRow {
  row: Matrix["rows"][number];
  cells: GridCell[];
}

export interface Grid {
  columns: GridColumn[];
  rows: GridRow[];
}

function columnKey(endpoint: string | null): string {
  return endpoint ?? ROUTED;
}

/** The matrix as a grid: what the entry chooses comes first, because that is what users get. */
export function gridOf(matrix: Matrix, context: CellContext): Grid {
  const columns = matrix.columns
    .map((column) => ({ key: columnKey(column.endpoint), column }))
    .sort((one, other) => Number(other.key === ROUTED) - Number(one.key === ROUTED));
  const cells = new Map(
    matrix.cells.map((cell) => [cellKey(cell.vantage, columnKey(cell.endpoint)), cell]),
  );
  const rows = matrix.rows.map((row) => ({
    row,
    cells: columns.map(({ key, column }) => {
      const cell = cells.get(cellKey(row.id, key)) ?? missing(row.id, column.endpoint);
      return { key, cell, view: cellView(cell, context) };
    }),
  }));
  return { columns, rows };
}

/** `vantage/column`, as it stands in the address of the page. */
export function cellKey(vantage: string, column: string): string {
  return `${vantage}/${column}`;
}

function missing(vantage: string, endpoint: string | null): MatrixCell {
  return { vantage, endpoint, state: "none", summary: null };
}

/** How many cells show each latency band, for the legend. */
export function bandCounts(grid: Grid, bands: number): number[] {
  const counts = new Array<number>(bands).fill(0);
  for (const { view } of grid.rows.flatMap((row) => row.cells)) {
    if (view.band !== null) counts[view.band] = (counts[view.band] ?? 0) + 1;
  }
  return counts;
}
