import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import type { CellState, MatrixCell } from "../../../controller/contract/matrix.ts";
import type { Summary } from "../../../controller/contract/statistic.ts";
import { type CellContext, cellView } from "../../../dashboard/view-model/cell.ts";
import { STATISTICS } from "../../../dashboard/view-model/statistic.ts";
import { summaryOf } from "../../helpers/summary-of.ts";

const AT_MS = 1_740_924_000_000;
const CONTEXT: CellContext = { statistic: "p50", mode: "value", atMs: AT_MS };
const STATES: CellState[] = ["value", "few", "stale", "lost", "failed", "probe", "none"];

function cellOf(
  state: CellState,
  change: Partial<Summary> = {},
  endpoint: string | null = "api-use1",
) {
  const told = {
    state,
    rttUs: 84_200,
    lost: 0,
    servedBy: "api-use1",
    alsoServedBy: null,
    atMs: AT_MS,
  };
  const summary = summaryOf(told);
  const cell: MatrixCell = {
    vantage: "eu-west-1",
    endpoint,
    state,
    summary: summary === null ? null : { ...summary, ...change },
  };
  return cell;
}

describe("dashboard/view-model/cell", () => {
  it("shows each of the seven states differently", () => {
    const seen = STATES.map((state) => cellView(cellOf(state), CONTEXT));
    expect(seen.map(({ text, icon, note, band }) => ({ text, icon, note, band }))).toEqual([
      { text: "84", icon: null, note: null, band: 3 },
      { text: "n=4<6", icon: null, note: "too few", band: null },
      { text: "84", icon: null, note: "6\u202fm old", band: null },
      { text: "100\u202f%", icon: "cross", note: null, band: null },
      { text: "! dns".replace(" ", "\u202f"), icon: null, note: "100\u202f%", band: null },
      { text: "", icon: "void", note: null, band: null },
      { text: "—", icon: null, note: null, band: null },
    ]);
    expect(new Set(seen.map(({ spoken }) => spoken)).size).toBe(STATES.length);
  });

  it("treats a quantile that the sample does not carry as too few", () => {
    const cell = cellOf("value", { n: 200, p99: null });
    const view = cellView(cell, { ...CONTEXT, statistic: "p99" });
    expect(view).toMatchObject({ state: "few", text: "n=200<299", band: null, order: null });
  });

  it("says who served where the entry chooses, with the share where it was not all", () => {
    expect(cellView(cellOf("value", {}, null), CONTEXT).note).toBe("api-use1");
    const mixed = cellOf("value", { servedBy: { "api-use1": 30, "api-euw1": 10 } }, null);
    expect(cellView(mixed, CONTEXT).note).toBe("api-use1 75\u202f%");
  });

  it("marks loss beside the number, and none where none was lost", () => {
    expect(cellView(cellOf("value"), CONTEXT).loss).toBeNull();
    expect(cellView(cellOf("value", { lost: 60 }), CONTEXT).loss).toBe(3);
  });

  it("shows loss instead of latency on request, with its bound where there is none", () => {
    const context: CellContext = { ...CONTEXT, mode: "loss" };
    expect(cellView(cellOf("value"), context)).toMatchObject({
      text: "0\u202f%",
      note: "≤\u202f0.7\u202f%",
      band: null,
    });
    expect(cellView(cellOf("lost"), context).order).toBe(1);
    expect(cellView(cellOf("probe"), context).text).toBe("");
    expect(cellView(cellOf("stale"), context).text).toBe("stale");
  });

  test.prop([
    fc.constantFrom(...STATES),
    fc.constantFrom(...STATISTICS),
    fc.constantFrom("value" as const, "loss" as const),
    fc.record({ n: fc.nat(500), lost: fc.nat(450), failed: fc.nat(450) }),
    fc.boolean(),
  ])("gives a band only to a number to act on", (state, statistic, mode, counts, bare) => {
    const cell = cellOf(state, counts);
    const view = cellView(bare ? { ...cell, summary: null } : cell, {
      statistic,
      mode,
      atMs: AT_MS,
    });
    if (view.band !== null) {
      expect(view.state).toBe("value");
      expect(view.text).toMatch(/^[\d.]+/);
      expect(view.order).not.toBeNull();
    }
    if (state !== "value" && state !== "few") {
      expect(view.text).not.toMatch(/^0/);
      expect(view.band).toBeNull();
    }
    expect(view.spoken).not.toBe("");
  });
});
