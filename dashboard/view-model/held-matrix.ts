import type { Matrix } from "../../controller/contract/matrix.ts";

/** A matrix whose rows were asked for at different times. */
export interface HeldMatrix extends Matrix {
  /** When all of it was asked for last, and each row, by the reader's clock. */
  wholeAtMs: number;
  rowsAtMs: Readonly<Record<string, number>>;
}

/**
 * What a row says grows old also where nothing is measured: a value becomes stale, a probe falls silent.
 * A row that is older than this is asked for with the next news, and news come every 15 s at least.
 */
const ROW_LASTS_MS = 10_000;
/** Windows of rows that are asked for one by one drift apart; all are brought together again after this. */
const WHOLE_LASTS_MS = 60_000;
/** From this share of the rows on the whole is asked for: it is one answer of about the same size. */
const MOST_OF_ROWS = 0.5;
/** Names that fit into an address with ease. */
const MOST_NAMES = 100;

/** An answer with all rows. */
export function heldMatrix(matrix: Matrix, askedAtMs: number): HeldMatrix {
  const rowsAtMs = Object.fromEntries(matrix.rows.map(({ id }) => [id, askedAtMs]));
  return { ...matrix, wholeAtMs: askedAtMs, rowsAtMs };
}

/**
 * The rows to ask for: those with news and those that are too old to stand without asking. Null where all
 * are to be asked for, none where nothing is.
 */
export function rowsToAsk(
  held: HeldMatrix,
  changed: ReadonlySet<string> | null,
  nowMs: number,
): string[] | null {
  if (changed === null || nowMs - held.wholeAtMs >= WHOLE_LASTS_MS) return null;
  const rows = held.rows
    .map(({ id }) => id)
    .filter((id) => changed.has(id) || nowMs - (held.rowsAtMs[id] ?? 0) >= ROW_LASTS_MS);
  return rows.length > Math.min(MOST_NAMES, held.rows.length * MOST_OF_ROWS) ? null : rows;
}

/**
 * A matrix with some of its rows anew. Rows that were asked for later than the part are left. Null where the
 * part belongs to another matrix: the estate has changed in between.
 */
export function withRows(held: HeldMatrix, part: Matrix, askedAtMs: number): HeldMatrix | null {
  if (!isSameMatrix(held, part)) return null;
  const rowsAtMs = { ...held.rowsAtMs };
  const cells = new Map<string, Matrix["cells"]>();
  for (const { id } of part.rows) {
    if ((rowsAtMs[id] ?? 0) > askedAtMs) continue;
    rowsAtMs[id] = askedAtMs;
    cells.set(id, []);
  }
  for (const cell of part.cells) cells.get(cell.vantage)?.push(cell);
  const width = held.columns.length;
  return {
    ...held,
    // Ages count from the end of the window: with the newest one no row looks fresher than it is.
    fromMs: Math.max(held.fromMs, part.fromMs),
    toMs: Math.max(held.toMs, part.toMs),
    rowsAtMs,
    cells: held.rows.flatMap(
      ({ id }, at) => cells.get(id) ?? held.cells.slice(at * width, (at + 1) * width),
    ),
  };
}

function isSameMatrix(held: HeldMatrix, part: Matrix): boolean {
  const known = new Map(held.rows.map((row) => [row.id, JSON.stringify(row)]));
  return (
    held.service === part.service &&
    held.entry === part.entry &&
    held.metric === part.metric &&
    JSON.stringify(held.columns) === JSON.stringify(part.columns) &&
    part.rows.every((row) => known.get(row.id) === JSON.stringify(row))
  );
}
