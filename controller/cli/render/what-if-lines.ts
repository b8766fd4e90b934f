import type { Recommendation } from "../../contract/recommendation.ts";
import type { ChangedNumber, WhatIfComparison } from "../../contract/what-if.ts";
import { percentText } from "../../core/wording/count.ts";
import { millisecondsText } from "../../core/wording/latency.ts";
import { cutText } from "./cut-text.ts";
import { basisMark, UNKNOWN } from "./design-words.ts";
import { itemLines } from "./item-lines.ts";
import type { Page } from "./page.ts";
import { sentenceLines } from "./sentence.ts";
import { type Cell, type Column, renderTable } from "./table.ts";
import { usdText } from "./usd-text.ts";

/** What a figure with its unit needs. */
const FIGURE_COLUMNS = 32;

const COLUMNS: readonly Column[] = [
  { head: "NUMBER", align: "left" },
  { head: "NOW", align: "right", expendable: 0 },
  { head: "WHAT IF", align: "right" },
  { head: "BASIS", align: "left", expendable: 1 },
];

/** What comes out otherwise with a what-if: the answer, each number with its basis, and what that stands on. */
export function whatIfLines(
  comparison: WhatIfComparison,
  { source }: Pick<Recommendation["evidence"], "source">,
  page: Page,
): string[] {
  const { label, changes, numbers, notes, sentence } = comparison;
  const mark = source === "simulated" ? ", SIMULATED EVIDENCE" : "";
  const rows = numbers.map((number): Cell[] => [
    { text: cutText(number.what, Math.max(20, page.columns - FIGURE_COLUMNS)) },
    { text: figureText(number, number.before) },
    { text: `${basisMark(number.basis)}${figureText(number, number.after)}` },
    { text: number.basis.replaceAll("_", " "), paint: page.style.dim },
  ]);
  return [
    ...sentenceLines(`WHAT IF${mark}: ${label === null ? "" : `${label}. `}${sentence}`, page),
    ...changes.flatMap(({ what, before, after }) =>
      itemLines(`${what}: ${before} → ${after}`, page),
    ),
    ...(rows.length === 0 ? [] : ["", ...renderTable(COLUMNS, rows, page).lines]),
    ...notes.flatMap(({ what, basis, text }) =>
      itemLines(`${what} (${basis.replaceAll("_", " ")}): ${text}`, page).map(page.style.dim),
    ),
    "",
  ];
}

function figureText({ unit }: ChangedNumber, value: number | null): string {
  if (value === null) return UNKNOWN;
  switch (unit) {
    case "us":
      return `${millisecondsText(value)} ms`;
    case "s":
      return `${value.toFixed(0)} s`;
    case "ratio":
      return percentText(value, 1);
    case "usd_per_month":
      return `${usdText(value.toFixed(4))} USD a month`;
    case "parts":
      return String(value);
  }
}
