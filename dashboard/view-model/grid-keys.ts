/** A place in the grid, headers included: row 0 holds the column headers, column 0 the row headers. */
export interface Place {
  row: number;
  column: number;
}

const PAGE_ROWS = 10;

/**
 * Where a key leads, by the grid pattern of the ARIA Authoring Practices; null for keys that do not
 * move. Both sizes include the headers and are at least 1.
 */
export function moveInGrid(
  from: Place,
  key: string,
  control: boolean,
  rows: number,
  columns: number,
): Place | null {
  const to = target(from, key, control, rows, columns);
  return to === null ? null : { row: clamp(to.row, rows), column: clamp(to.column, columns) };
}

function target(
  { row, column }: Place,
  key: string,
  control: boolean,
  rows: number,
  columns: number,
): Place | null {
  switch (key) {
    case "ArrowUp":
      return { row: row - 1, column };
    case "ArrowDown":
      return { row: row + 1, column };
    case "ArrowLeft":
      return { row, column: column - 1 };
    case "ArrowRight":
      return { row, column: column + 1 };
    case "PageUp":
      return { row: row - PAGE_ROWS, column };
    case "PageDown":
      return { row: row + PAGE_ROWS, column };
    case "Home":
      return { row: control ? 0 : row, column: 0 };
    case "End":
      return { row: control ? rows - 1 : row, column: columns - 1 };
    default:
      return null;
  }
}

function clamp(value: number, size: number): number {
  return Math.min(Math.max(value, 0), size - 1);
}
