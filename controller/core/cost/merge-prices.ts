import type { Price, PriceBook } from "../../contract/price-book.ts";
import type { PriceQuote } from "../../contract/price-quote.ts";
import type { PriceListReading } from "./from-price-list.ts";

/** Where prices come from, as a book has it. */
type Source = PriceBook["sources"][string];

/**
 * A book in which every price that AWS states takes the place of an older one. What AWS was not heard
 * of keeps its price, its source, its date and its doubts.
 *
 * @param on day of the reading, `2026-11-25`
 */
export function mergePrices(
  book: PriceBook,
  reading: Pick<PriceListReading, "quotes" | "freeTransferOutGb">,
  on: string,
): PriceBook {
  const { quotes, freeTransferOutGb } = reading;
  if (quotes.length === 0 && freeTransferOutGb === null) return book;
  const sources = new Map<string, Source>(Object.entries(book.sources));
  const quoted = new Set(quotes.map(({ price }) => price));
  const kept = Object.entries(book.prices).filter(([price]) => !isOutdatedPair(price, quoted));
  const prices = new Map<string, Price>(kept);
  for (const quote of quotes) {
    const source = sourceKey(quote);
    sources.set(source, sourceOf(quote));
    prices.set(quote.price, priceOf(quote, source));
  }
  const used = new Set([...prices.values()].map(({ source }) => source));
  return {
    ...book,
    compiledOn: on,
    freeTransferOutGb: freeTransferOutGb ?? book.freeTransferOutGb,
    sources: Object.fromEntries([...sources].filter(([key]) => used.has(key))),
    prices: Object.fromEntries(prices),
  };
}

/** Where the list was heard of transfer from a Region, pairs without a price of their own have none. */
function isOutdatedPair(price: string, quoted: ReadonlySet<string>): boolean {
  const [, general] = /^(data-transfer\.region\.[^.]+)\.[^.]+$/.exec(price) ?? [];
  return general !== undefined && quoted.has(general) && !quoted.has(price);
}

function priceOf({ label, unit, per, note, tiers }: PriceQuote, source: string): Price {
  return {
    label,
    unit,
    per,
    tiers: tiers.map((tier) => ({ ...tier })),
    confidence: "stated",
    source,
    ...(note === undefined ? {} : { note }),
  };
}

function sourceOf({ service, asOf }: PriceQuote): Source {
  return { title: `AWS Price List of ${service}, read from the Pricing API`, asOf };
}

/** Such as `price-list-amazonroute53-2026-10-01`. */
function sourceKey({ service, asOf }: PriceQuote): string {
  const name = service.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return `price-list-${name}-${asOf ?? "undated"}`;
}

/** Whether a price was read from the Price List, and not shipped with the program. */
export function isFromPriceList({ source }: Price): boolean {
  return source.startsWith("price-list-");
}
