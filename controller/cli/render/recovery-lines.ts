import type { Gap, RecoveryAdvice, Span, StrategyAdvice } from "../../contract/recovery-advice.ts";
import { durationText } from "../../core/wording/count.ts";
import { BASIS_TEXT } from "./basis-text.ts";
import type { Page } from "./page.ts";
import { sentenceLines } from "./sentence.ts";
import { type Cell, type Column, renderTable } from "./table.ts";
import { usdText } from "./usd-text.ts";

const COLUMNS: readonly Column[] = [
  { head: "  STRATEGY", align: "left" },
  { head: "SERVED AGAIN", unit: "RTO", align: "right" },
  { head: "ABOVE TARGET", align: "right", expendable: 1 },
  { head: "HOW SURE", align: "left", expendable: 3 },
  { head: "WRITES LOST", unit: "RPO", align: "right" },
  { head: "ABOVE TARGET", align: "right", expendable: 0 },
  { head: "HOW SURE", align: "left", expendable: 4 },
  { head: "A MONTH", unit: "USD", align: "right", expendable: 2 },
];

/** Every strategy against the targets, what it costs, and what is not known. */
export function recoveryLines(advice: RecoveryAdvice, page: Page): string[] {
  const { sentence, strategies, missing, routing, source, recommended } = advice;
  const { bold, dim, yellow } = page.style;
  const rows = strategies.map((each) => rowOf(each, each.strategy === recommended, page));
  const stands = strategies.find(({ isToday }) => isToday);
  const today =
    stands === undefined ? "What stands today is not known." : `Today: ${stands.label}.`;
  return [
    ...sentenceLines(sentence, page).map(bold),
    ...sentenceLines(today, page),
    "",
    ...renderTable(COLUMNS, rows, page).lines,
    "",
    ...missing.flatMap((text) => sentenceLines(`Missing: ${text}.`, page)).map(yellow),
    ...sentenceLines(`Users led elsewhere: ${spanText(routing)}, ${routing.text}.`, page).map(dim),
    ...sentenceLines(`AWS's words: ${source.title}, as of ${source.asOf}.`, page).map(dim),
  ];
}

function rowOf(each: StrategyAdvice, isRecommended: boolean, page: Page): Cell[] {
  return [
    { text: `${isRecommended ? "→" : " "} ${each.label}` },
    { text: spanText(each.rto) },
    gapCell(each.rtoGap, page),
    { text: BASIS_TEXT[each.rto.basis] },
    { text: spanText(each.rpo) },
    gapCell(each.rpoGap, page),
    { text: BASIS_TEXT[each.rpo.basis] },
    { text: each.usdPerMonth === null ? "unknown" : usdText(String(each.usdPerMonth)) },
  ];
}

function spanText({ leastS, mostS }: Span): string {
  if (leastS === null) return "never";
  const least = durationText(1_000 * leastS);
  if (mostS === null) return `${least} or never`;
  const most = durationText(1_000 * mostS);
  return least === most ? least : `${least} to ${most}`;
}

function gapCell({ meets, overS }: Gap, page: Page): Cell {
  const { green, yellow, red } = page.style;
  const over = overS === null ? "" : durationText(1_000 * overS);
  switch (meets) {
    case "yes":
      return { text: "met", paint: green };
    case "maybe":
      return { text: over === "" ? "perhaps" : `up to ${over}`, paint: yellow };
    case "no":
      return { text: over === "" ? "missed" : over, paint: red };
    case "unset":
      return { text: "no target" };
  }
}
