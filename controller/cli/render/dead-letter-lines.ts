import type { DeadLetter, DeadLetterDetail, DeadLetterList } from "../../contract/dead-letter.ts";
import { countedText, countText } from "../../core/wording/count.ts";
import type { Page } from "./page.ts";
import { sentenceLines } from "./sentence.ts";
import { shortened } from "./shortened.ts";
import { type Cell, type Column, renderTable } from "./table.ts";
import { agoText, momentText } from "./time-text.ts";

const COLUMNS: readonly Column[] = [
  { head: "BATCH", align: "left" },
  { head: "FAILED", align: "right", expendable: 1 },
  { head: "ATTEMPTS", align: "right", expendable: 2 },
  { head: "SERIES", align: "right", expendable: 3 },
  { head: "REASON", align: "left" },
];
const NARROWEST_REASON = 20;
const GAPS = 8;

const NEXT =
  "Next: isochrone dead-letters show ID, then replay or discard it (--all: every one of them).";

/** Every dead letter in a row, the newest first, and what to do. */
export function deadLettersLines({ total, letters }: DeadLetterList, page: Page): string[] {
  if (total === 0) return sentenceLines("No dead letters: every batch was counted.", page);
  const head = `${countedText(total, "batch", "batches")} could not be counted. They are kept for 30 days.`;
  const { rows, more } = shortened(letters, page);
  const width = reasonWidth(rows, page);
  const table = renderTable(
    COLUMNS,
    rows.map((letter) => letterRow(letter, width, page)),
    page,
  );
  const unlisted = total - letters.length;
  return [
    ...sentenceLines(head, page),
    "",
    ...table.lines,
    ...more,
    ...(unlisted > 0 ? [`… ${countText(unlisted)} more, older ones`] : []),
    "",
    ...sentenceLines(NEXT, page),
  ];
}

/** One dead letter: what it is, what it failed of, and where. Its content is in the JSON answer. */
export function deadLetterLines(letter: DeadLetterDetail, page: Page): string[] {
  const { id, attempts, reason, receivedAtMs, failedAtMs, contributions, fromMs, toMs } = letter;
  const measured =
    fromMs === null || toMs === null ? "—" : `${momentText(fromMs)} to ${momentText(toMs)}`;
  const facts: [string, string][] = [
    ["batch", id],
    ["received", momentText(receivedAtMs)],
    ["failed", `${momentText(failedAtMs)}, ${agoText(failedAtMs, page.nowMs)}`],
    ["attempts", countText(attempts)],
    ["series", contributions === null ? "cannot be read" : countText(contributions)],
    ["measured", measured],
  ];
  return [
    ...facts.map(([name, value]) => `${page.style.dim(name.padEnd(10))}${value}`),
    "",
    ...sentenceLines(reason, page).map((line) => page.style.red(line)),
    ...traceLines(letter, page),
  ];
}

export function doneLine(action: "replay" | "discard", done: number): string {
  const batches = countedText(done, "batch", "batches");
  return action === "replay" ? `${batches} put back into the queue.` : `${batches} thrown away.`;
}

/** Places in the code; the first line of a stack says the reason again. */
function traceLines({ trace }: DeadLetterDetail, page: Page): string[] {
  const places = trace.filter((line) => line.startsWith("at "));
  const cut = places.map((line) => shorten(`  ${line}`, page.columns));
  return cut.length === 0 ? [] : ["", ...cut.map((line) => page.style.dim(line))];
}

function letterRow(letter: DeadLetter, reasonColumns: number, { style, nowMs }: Page): Cell[] {
  const { id, failedAtMs, attempts, contributions, reason } = letter;
  return [
    { text: id },
    { text: agoText(failedAtMs, nowMs) },
    { text: countText(attempts) },
    { text: contributions === null ? "—" : countText(contributions) },
    { text: shorten(reason.replace(/\s+/g, " ").trim(), reasonColumns), paint: style.yellow },
  ];
}

/** What the other columns leave, so that a long reason costs none of them. */
function reasonWidth(rows: readonly DeadLetter[], { columns, nowMs }: Page): number {
  const widest = (texts: readonly string[]) => Math.max(...texts.map((text) => [...text].length));
  const others =
    widest(["BATCH", ...rows.map(({ id }) => id)]) +
    widest(["FAILED", ...rows.map(({ failedAtMs }) => agoText(failedAtMs, nowMs))]) +
    "ATTEMPTS".length +
    "SERIES".length;
  return Math.max(NARROWEST_REASON, columns - others - GAPS);
}

function shorten(text: string, columns: number): string {
  const letters = [...text];
  return letters.length <= columns ? text : `${letters.slice(0, columns - 1).join("")}…`;
}
