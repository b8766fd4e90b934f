import type { PriceChange } from "../../contract/price-refresh.ts";
import type { PriceChangesAnswer, PriceNews } from "../../contract/prices.ts";
import { countText } from "../../core/wording/count.ts";
import type { Page } from "./page.ts";
import { sentenceLines } from "./sentence.ts";
import { shortened } from "./shortened.ts";
import { type Cell, type Column, renderTable } from "./table.ts";
import { momentText } from "./time-text.ts";
import { perText, quantityText } from "./usd-text.ts";

const COLUMNS: readonly Column[] = [
  { head: "PRICE", align: "left" },
  { head: "WAS", unit: "USD", align: "right" },
  { head: "IS", unit: "USD", align: "right" },
  { head: "PER", align: "left", expendable: 1 },
  { head: "CHANGE", align: "right", expendable: 0 },
  { head: "AS OF", align: "left", expendable: 2 },
];

const NONE = "No reading of the AWS Price List has changed a price yet.";

/** What each reading changed, the newest first: changed figures, then found ones, then new prices. */
export function priceChangeLines({ readings }: PriceChangesAnswer, page: Page): string[] {
  if (readings.length === 0) return sentenceLines(NONE, page);
  return readings.flatMap((reading, at) => [
    ...(at === 0 ? [] : [""]),
    ...readingLines(reading, page),
  ]);
}

function readingLines({ atMs, changes, more }: PriceNews, page: Page): string[] {
  const count = (kind: PriceChange["kind"]) =>
    changes.filter((change) => change.kind === kind).length;
  const beyond = more === 0 ? "" : ` · ${countText(more)} more that are not kept`;
  const head = `${momentText(atMs)} · ${count("changed")} changed · ${count("found")} found that were unknown · ${count("added")} new${beyond}`;
  const { rows, more: cut } = shortened(changes, page);
  const table = renderTable(
    COLUMNS,
    rows.flatMap((change) => changeRows(change, page)),
    page,
  );
  return [...sentenceLines(head, page), ...table.lines, ...cut];
}

function changeRows(change: PriceChange, { style }: Page): Cell[][] {
  const isNew = change.kind === "added";
  const tiers = change.tiers.filter(({ oldUsd, newUsd }) => oldUsd !== newUsd);
  const name = { text: change.price };
  const rows = tiers.map(({ from, oldUsd, newUsd, percent }): Cell[] => [
    from === 0 ? name : { text: `  above ${quantityText(from)}` },
    { text: oldUsd ?? (isNew ? "—" : "unknown"), paint: style.dim },
    { text: newUsd ?? "unknown" },
    { text: perText(change), paint: style.dim },
    { text: isNew ? "new" : percent === null ? "found" : signedPercent(percent) },
    { text: change.newAsOf ?? "undated" },
  ]);
  // The price is named also where only what lies above changed.
  return tiers[0]?.from === 0 ? rows : [[name], ...rows];
}

function signedPercent(percent: number): string {
  if (percent === 0) return "0 %";
  return `${percent < 0 ? "−" : "+"}${Math.abs(percent)} %`;
}
