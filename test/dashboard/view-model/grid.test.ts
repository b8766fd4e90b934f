import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { type Grid, gridOf, ROUTED } from "../../../dashboard/view-model/grid.ts";
import {
  pressedSort,
  rowsInOrder,
  type Sort,
  sortedIds,
} from "../../../dashboard/view-model/row-order.ts";
import { cannedMatrix } from "../../helpers/dashboard-answers.ts";

const AT_MS = 1_740_924_000_000;
const context = { statistic: "p50", mode: "value", atMs: AT_MS } as const;
const grid = (entry: "direct" | "dns") =>
  gridOf(cannedMatrix(entry, "echo_rtt", 900_000, AT_MS), context);

describe("dashboard/view-model/grid", () => {
  it("puts what the entry chooses first, wherever it stood in the answer", () => {
    const matrix = cannedMatrix("dns", "echo_rtt", 900_000, AT_MS);
    const turned = gridOf({ ...matrix, columns: [...matrix.columns].reverse() }, context);
    expect(turned.columns[0]?.key).toBe(ROUTED);
    expect(turned.rows[0]?.cells[0]?.cell.endpoint).toBeNull();
  });

  it("shows a cell that the answer lacks as not measured", () => {
    const matrix = cannedMatrix("direct", "echo_rtt", 900_000, AT_MS);
    const holed = gridOf({ ...matrix, cells: matrix.cells.slice(1) }, context);
    expect(holed.rows[0]?.cells[0]?.view).toMatchObject({ state: "none", text: "—" });
  });

  it("turns the same column round and begins another one ascending", () => {
    const first = pressedSort({ by: null, direction: "asc" }, "api-use1");
    expect(first).toEqual({ by: "api-use1", direction: "asc" });
    expect(pressedSort(first, "api-use1").direction).toBe("desc");
    expect(pressedSort(pressedSort(first, "api-use1"), "name")).toEqual({
      by: "name",
      direction: "asc",
    });
  });

  test.prop([fc.constantFrom("api-use1", "api-sae1", "api-apse1"), fc.constantFrom("asc", "desc")])(
    "sorts by a column with the unknown last in both directions",
    (by, direction) => {
      const shown = grid("direct");
      const orders = ordersOf(shown, { by, direction: direction as Sort["direction"] }, by);
      const known = orders.filter((order) => order !== null);
      expect(orders.slice(known.length).every((order) => order === null)).toBe(true);
      const sign = direction === "asc" ? 1 : -1;
      expect(known).toEqual([...known].sort((one, other) => sign * (one - other)));
    },
  );

  test.prop([fc.shuffledSubarray(grid("dns").rows.map(({ row }) => row.id))])(
    "keeps a frozen order, and adds new vantages at the end",
    (order) => {
      const shown = rowsInOrder(grid("dns"), order).map(({ row }) => row.id);
      expect(shown.slice(0, order.length)).toEqual(order);
      expect([...shown].sort()).toEqual(
        grid("dns")
          .rows.map(({ row }) => row.id)
          .sort(),
      );
    },
  );
});

function ordersOf(shown: Grid, sort: Sort, key: string): (number | null)[] {
  return rowsInOrder(shown, sortedIds(shown, sort)).map(
    ({ cells }) => cells.find((cell) => cell.key === key)?.view.order ?? null,
  );
}
