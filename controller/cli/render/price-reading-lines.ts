import type { PricePart } from "../../contract/price-reading.ts";
import type { PricesRefresh } from "../../contract/prices.ts";
import { countedText, countText } from "../../core/wording/count.ts";
import type { Page } from "./page.ts";
import { sentenceLines } from "./sentence.ts";
import { type Cell, type Column, renderTable } from "./table.ts";
import { agoText } from "./time-text.ts";

const COLUMNS: readonly Column[] = [
  { head: "PART OF THE PRICE LIST", align: "left" },
  { head: "STATE", align: "left" },
  { head: "PRICES", align: "right", expendable: 1 },
  { head: "PUBLISHED", align: "left", expendable: 2 },
  { head: "CONFIRMED", align: "right", expendable: 0 },
];

/** How the last reading went: in a sentence, with each part that failed, its cause and its mend. */
export function priceReadingLines(refresh: PricesRefresh, page: Page): string[] {
  const { parts, lastFinishedAtMs, mend, state } = refresh;
  if (lastFinishedAtMs === null) {
    const why = state === "not-set-up" ? (mend ?? "") : "The first reading is not over yet.";
    return sentenceLines(`AWS was not asked for prices. ${why}`, page);
  }
  const failed = parts.filter((part) => part.state === "failed");
  const ago = agoText(lastFinishedAtMs, page.nowMs);
  const how = failed.length === 0 ? "" : `, but ${failed.length} of ${parts.length} parts failed`;
  return [
    ...sentenceLines(`The AWS Price List was read ${ago}${how}.`, page),
    ...(mend === null ? [] : sentenceLines(mend, page)),
    ...failed.flatMap((part) => failedLines(part, page)),
    ...parts.flatMap((part) => misfitLines(part, page)),
  ];
}

/** Every part of the last reading. */
export function pricePartLines(refresh: PricesRefresh, page: Page): string[] {
  const rows = refresh.parts.map((part) => partRow(part, page));
  return [...renderTable(COLUMNS, rows, page).lines, "", ...priceReadingLines(refresh, page)];
}

function partRow({ label, state, prices, publishedOn, readAtMs }: PricePart, page: Page): Cell[] {
  const isFailed = state === "failed";
  return [
    { text: label },
    isFailed ? { text: state, paint: page.style.red } : { text: state },
    { text: countText(prices) },
    { text: publishedOn ?? "—" },
    { text: agoText(readAtMs, page.nowMs) },
  ];
}

function failedLines({ label, error, prices }: PricePart, page: Page): string[] {
  const kept = prices === 0 ? "" : ` Its ${countedText(prices, "price")} stay as they were.`;
  const message = (error?.message ?? "failed").replace(/\.$/, "");
  const text = `${label}: ${message} (${error?.code ?? ""}). ${error?.mend ?? ""}${kept}`;
  return sentenceLines(text, page).map((line) => page.style.red(line));
}

function misfitLines({ label, misfits, moreMisfits }: PricePart, page: Page): string[] {
  const count = misfits.length + moreMisfits;
  const [first] = misfits;
  if (first === undefined) return [];
  const text = `${label}: ${countedText(count, "product")} could not be used, such as ${first.what}: ${first.reason}.`;
  return sentenceLines(text, page).map((line) => page.style.yellow(line));
}
