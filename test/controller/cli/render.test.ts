import { fc, test } from "@fast-check/vitest";
import pc from "picocolors";
import { describe, expect, it } from "vitest";
import { cellText } from "../../../controller/cli/render/cell-text.ts";
import { sentenceLines } from "../../../controller/cli/render/sentence.ts";
import { renderTable } from "../../../controller/cli/render/table.ts";
import type { CellState } from "../../../controller/contract/matrix.ts";
import { summarise } from "../../../controller/core/summary/summarise.ts";
import { measuredBucket } from "../core/advise/measured-bucket.ts";

const style = pc.createColors(false);
const NOW_MS = 1_700_000_240_000;

describe("controller/cli/render/cell-text", () => {
  const summary = summarise(measuredBucket({ medianMs: 84, n: 100 }));
  const cell = (state: CellState, own: typeof summary | null = summary) =>
    cellText({ vantage: "a", endpoint: "b", state, summary: own }, "p50", { style, nowMs: NOW_MS })
      .text;

  it("writes each state in its own way", () => {
    const texts = [
      cell("value"),
      cell("few", summarise(measuredBucket({ n: 4 }))),
      cell("stale"),
      cell("lost", summarise(measuredBucket({ lost: 9 }))),
      cell("failed", summarise(measuredBucket({ refused: 9 }))),
      cell("probe", null),
      cell("none", null),
    ];
    expect(texts).toEqual(["84", "n=4<6", "84 4 min old", "✕ 100 %", "! refused", "⌀", "—"]);
  });

  it("shows no tail that too few values carry", () => {
    const tail = { vantage: "a", endpoint: "b", state: "value" as const, summary };
    expect(cellText(tail, "p99", { style, nowMs: NOW_MS }).text).toBe("n=100<299");
    expect(cellText(tail, "max", { style, nowMs: NOW_MS }).text).toBe("84");
  });
});

describe("controller/cli/render/sentence", () => {
  test.prop([
    fc.array(
      fc.string({ minLength: 1, maxLength: 12 }).map((word) => word.replace(/\s/g, "x")),
      { minLength: 1 },
    ),
    fc.integer({ min: 20, max: 120 }),
  ])("breaks lines without losing a word", (words, columns) => {
    const sentence = words.join(" ");
    const lines = sentenceLines(sentence, { columns, wraps: true });
    expect(lines.join(" ")).toBe(sentence);
    for (const line of lines) expect([...line].length).toBeLessThanOrEqual(columns);
    expect(sentenceLines(sentence, { columns, wraps: false })).toEqual([sentence]);
  });
});

describe("controller/cli/render/table", () => {
  const columns = [
    { head: "FROM", align: "left" },
    { head: "TIME", unit: "ms", align: "right" },
    { head: "LOSS", unit: "%", align: "right", expendable: 1 },
    { head: "N", align: "right", expendable: 2 },
  ] as const;
  const rows = [["sa-east-1", "138", "0.4", "1820"].map((text) => ({ text }))];

  it("aligns numbers under their unit", () => {
    expect(renderTable(columns, rows, { columns: 80, style }).lines).toEqual([
      "FROM       TIME  LOSS     N",
      "             ms     %",
      "sa-east-1   138   0.4  1820",
    ]);
  });

  it("drops columns in their order until it fits", () => {
    const heads = (width: number) =>
      renderTable(columns, rows, { columns: width, style }).dropped.map(({ head }) => head);
    expect(heads(27)).toEqual([]);
    expect(heads(26)).toEqual(["N"]);
    expect(heads(20)).toEqual(["LOSS", "N"]);
    expect(heads(5)).toEqual(["LOSS", "N"]);
  });
});
