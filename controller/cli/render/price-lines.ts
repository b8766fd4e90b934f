import type { PriceConfidence } from "../../contract/price-book.ts";
import type { ListedPrice, PricesAnswer } from "../../contract/prices.ts";
import { countText } from "../../core/wording/count.ts";
import type { Page } from "./page.ts";
import { priceReadingLines } from "./price-reading-lines.ts";
import { sentenceLines } from "./sentence.ts";
import { shortened } from "./shortened.ts";
import { type Cell, type Column, renderTable } from "./table.ts";
import { perText, quantityText } from "./usd-text.ts";

const COLUMNS: readonly Column[] = [
  { head: "PRICE", align: "left" },
  { head: "USD", align: "right" },
  { head: "PER", align: "left" },
  { head: "AS OF", align: "left", expendable: 1 },
  { head: "HOW SURE", align: "left", expendable: 0 },
  { head: "FROM", align: "left", expendable: 2 },
];

/** Of more prices than this the notes would drown the table. */
const NOTES_OF = 12;

export const TRUST: Record<PriceConfidence, string> = {
  stated: "stated by AWS",
  derived: "derived",
  second_hand: "second hand",
  unconfirmed: "unconfirmed",
  unknown: "unknown",
};

/** The prices in force, tier by tier, what is to be known about them, and how they were read. */
export function pricesLines(answer: PricesAnswer, page: Page): string[] {
  const { prices, total, version, shippedOn, compiledOn } = answer;
  const { rows, more } = shortened(prices, page);
  const table = renderTable(
    COLUMNS,
    rows.flatMap((price) => priceRows(price, page)),
    page,
  );
  const shown = `${countText(prices.length)} of ${countText(total)} prices`;
  const day = compiledOn === shippedOn ? `as shipped ${shippedOn}` : `as of ${compiledOn}`;
  return [
    ...sentenceLines(`${shown} · ${day} · version ${version}`, page),
    ...(prices.length === 0 ? [] : ["", ...table.lines, ...more]),
    ...(prices.length > NOTES_OF ? [] : noteLines(prices, page)),
    "",
    ...priceReadingLines(answer.refresh, page),
  ];
}

function priceRows({ id, price, source, origin }: ListedPrice, { style }: Page): Cell[][] {
  return price.tiers.map(({ usd, confidence }, at) => {
    const from = price.tiers[at - 1]?.upTo ?? null;
    const trust = confidence ?? price.confidence;
    const doubt = trust === "unknown" || trust === "unconfirmed" ? { paint: style.yellow } : {};
    return [
      from === null ? { text: id } : { text: `  above ${quantityText(from)}`, paint: style.dim },
      { text: usd ?? "unknown", ...doubt },
      { text: perText(price), paint: style.dim },
      { text: source.asOf ?? "undated" },
      { text: TRUST[trust], ...doubt },
      { text: origin === "shipped" ? source.title : "AWS Price List", paint: style.dim },
    ];
  });
}

function noteLines(prices: readonly ListedPrice[], page: Page): string[] {
  const noted = prices.flatMap(({ id, price: { note } }) =>
    note === undefined ? [] : sentenceLines(`${id}: ${note}`, page),
  );
  return noted.length === 0 ? [] : ["", ...noted.map((line) => page.style.dim(line))];
}
