import { describe, expect, it } from "vitest";
import type { Matrix } from "../../../controller/contract/matrix.ts";
import { heldMatrix, rowsToAsk, withRows } from "../../../dashboard/view-model/held-matrix.ts";
import { cannedMatrix } from "../../helpers/dashboard-answers.ts";

const AT_MS = 1_800_000_000_000;
const ASKED_MS = 1_000_000;
const whole = (atMs = AT_MS) => cannedMatrix("direct", "echo_rtt", 900_000, atMs);
const names = whole().rows.map(({ id }) => id);
const [first = "", second = ""] = names;

/** The rows of an answer, with their newest values marked by a number of attempts. */
function part(ids: readonly string[], sent: number, atMs = AT_MS + 5_000): Matrix {
  const matrix = whole(atMs);
  return {
    ...matrix,
    rows: matrix.rows.filter(({ id }) => ids.includes(id)),
    cells: matrix.cells
      .filter(({ vantage }) => ids.includes(vantage))
      .map((cell) => ({ ...cell, coverage: { minutes: sent, ofMinutes: 15 } })),
  };
}

const marks = ({ cells }: Matrix, vantage: string) => [
  ...new Set(cells.filter((cell) => cell.vantage === vantage).map(({ coverage }) => coverage)),
];

describe("dashboard/view-model/held-matrix", () => {
  it("asks for the rows with news, for all when any may have some, and for all after a minute", () => {
    const held = heldMatrix(whole(), ASKED_MS);
    expect(rowsToAsk(held, new Set([second, "unknown"]), ASKED_MS + 1_000)).toEqual([second]);
    expect(rowsToAsk(held, new Set(), ASKED_MS + 1_000)).toEqual([]);
    expect(rowsToAsk(held, null, ASKED_MS + 1_000)).toBeNull();
    expect(rowsToAsk(held, new Set(names), ASKED_MS + 1_000)).toBeNull();
    expect(rowsToAsk(held, new Set([first]), ASKED_MS + 60_000)).toBeNull();
  });

  it("asks for rows without news when they have grown old, because silence is news too", () => {
    let held = heldMatrix(whole(), ASKED_MS);
    const later = ASKED_MS + 8_000;
    const fresh = names.slice(1);
    held = withRows(held, part(fresh, 3), later) ?? held;
    expect(rowsToAsk(held, new Set(), ASKED_MS + 9_000)).toEqual([]);
    expect(rowsToAsk(held, new Set(), ASKED_MS + 10_000)).toEqual([first]);
    expect(rowsToAsk(held, new Set(), ASKED_MS + 18_000)).toBeNull();
  });

  it("puts rows in their places and leaves the others as they are", () => {
    const held = heldMatrix(whole(), ASKED_MS);
    const next = withRows(held, part([second], 7), ASKED_MS + 5_000);
    expect(next?.rows).toBe(held.rows);
    expect(next?.cells.map(({ vantage, endpoint }) => [vantage, endpoint])).toEqual(
      held.cells.map(({ vantage, endpoint }) => [vantage, endpoint]),
    );
    for (const cell of next?.cells ?? []) {
      if (cell.vantage === second) expect(cell.coverage?.minutes).toBe(7);
      else expect(held.cells).toContain(cell);
    }
    expect(next?.rowsAtMs[first]).toBe(ASKED_MS);
    expect(next?.rowsAtMs[second]).toBe(ASKED_MS + 5_000);
    // Ages count from here: those of the rows that were left are then not too short.
    expect(next?.toMs).toBe(AT_MS + 5_000);
    expect(next?.wholeAtMs).toBe(ASKED_MS);
  });

  it("leaves a row that was asked for later than the part", () => {
    const held = heldMatrix(whole(), ASKED_MS);
    const newer = withRows(held, part([first], 9), ASKED_MS + 5_000) ?? held;
    const older = withRows(newer, part([first, second], 1), ASKED_MS + 4_000) ?? held;
    expect(marks(older, first)[0]?.minutes).toBe(9);
    expect(marks(older, second)[0]?.minutes).toBe(1);
  });

  it("refuses rows of another matrix", () => {
    const held = heldMatrix(whole(), ASKED_MS);
    const own = part([first], 1);
    const [row] = own.rows;
    const others: Matrix[] = [
      { ...own, service: "other" },
      { ...own, entry: "dns" },
      { ...own, columns: own.columns.slice(1) },
      { ...own, rows: row === undefined ? [] : [{ ...row, label: "moved" }] },
      { ...own, rows: row === undefined ? [] : [{ ...row, id: "new" }] },
    ];
    for (const other of others) expect(withRows(held, other, ASKED_MS + 1)).toBeNull();
  });
});
