import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { MatrixLegend } from "../../../dashboard/components/matrix-legend.tsx";
import { MatrixTable } from "../../../dashboard/components/matrix-table.tsx";
import { gridOf } from "../../../dashboard/view-model/grid.ts";
import { viewOf } from "../../../dashboard/view-model/view-search.ts";
import { cannedMatrix } from "../../helpers/dashboard-answers.ts";

const AT_MS = 1_740_924_000_000;
const matrix = cannedMatrix("direct", "echo_rtt", 900_000, AT_MS);
const grid = gridOf(matrix, { statistic: "p50", mode: "value", atMs: AT_MS });
const nothing = () => undefined;
const table = renderToStaticMarkup(
  <MatrixTable
    columns={grid.columns}
    rows={grid.rows}
    sort={{ by: "name", direction: "asc" }}
    caption="p50 of Echo RTT"
    chosen="us-east-1/api-usw2"
    onSort={nothing}
    onChoose={nothing}
    onPoint={nothing}
    onHold={nothing}
  />,
);
const count = (text: string, part: RegExp) => [...text.matchAll(part)].length;

describe("dashboard/components/matrix-table", () => {
  it("is a table with headers in both directions and says which is which", () => {
    expect(table).toMatch(/^<div class="matrix-scroll"><table/);
    expect(count(table, /<th scope="row"/g)).toBe(16);
    expect(count(table, /<th scope="col"/g)).toBe(6);
    expect(table).toMatch(/from <svg.*to <svg/);
    expect(table).toContain('aria-sort="ascending"');
  });

  it("has one tab stop", () => {
    expect(count(table, /tabindex="0"/gi)).toBe(1);
  });

  it("has all seven states and one chosen cell", () => {
    for (const state of ["value", "few", "stale", "lost", "failed", "probe", "none"]) {
      expect(table).toContain(`cell-${state}`);
    }
    expect(count(table, /aria-selected="true"/g)).toBe(1);
  });

  it("explains every band with its edges and count, and every state without a number", () => {
    const legend = renderToStaticMarkup(
      <MatrixLegend grid={grid} matrix={matrix} view={viewOf({})} />,
    );
    const counts = [...legend.matchAll(/<\/span><small>(\d+)<\/small><\/li>/g)].map(Number);
    expect(count(legend, /swatch band-\d/g)).toBe(7);
    expect(counts).toHaveLength(7);
    expect(legend).toContain("milliseconds, last 15m");
    expect(count(legend, /class="cell cell-/g)).toBe(6);
  });
});
