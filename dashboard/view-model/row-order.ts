import type { Grid, GridRow } from "./grid.ts";

export interface Sort {
  /** `name`, a column's key, or nothing for the order of the estate. */
  by: string | null;
  direction: "asc" | "desc";
}

/** Vantage ids in the order that the sort asks for. Cells without a number come last in both directions. */
export function sortedIds(grid: Grid, sort: Sort): string[] {
  const sign = sort.direction === "asc" ? 1 : -1;
  const rows = [...grid.rows];
  if (sort.by === "name") rows.sort((one, other) => sign * (one.row.id < other.row.id ? -1 : 1));
  else if (sort.by !== null) rows.sort((one, other) => compareCells(one, other, sort.by, sign));
  return rows.map(({ row }) => row.id);
}

function compareCells(one: GridRow, other: GridRow, key: string | null, sign: number): number {
  const left = one.cells.find((cell) => cell.key === key)?.view.order ?? null;
  const right = other.cells.find((cell) => cell.key === key)?.view.order ?? null;
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  return sign * (left - right);
}

/** Rows in a frozen order: new data never moves a row, and a new vantage joins at the end. */
export function rowsInOrder(grid: Grid, order: readonly string[]): GridRow[] {
  const place = new Map(order.map((id, at) => [id, at]));
  const at = (row: GridRow) => place.get(row.row.id) ?? order.length;
  return [...grid.rows].sort((one, other) => at(one) - at(other));
}

/** The sort after a header was pressed: another column begins ascending, the same one turns round. */
export function pressedSort(sort: Sort, by: string): Sort {
  if (sort.by !== by) return { by, direction: "asc" };
  return { by, direction: sort.direction === "asc" ? "desc" : "asc" };
}
