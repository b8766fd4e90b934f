import type { PriceBook } from "../../../contract/price-book.ts";
import type { ListedPrice, PricesQuery } from "../../../contract/prices.ts";
import { isFromPriceList } from "../merge-prices.ts";

/** Prices of a book that hold all words asked for, in the order of their names. */
export function listPrices(
  { prices, sources }: PriceBook,
  { filter = "", confidence }: PricesQuery,
): ListedPrice[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return Object.entries(prices)
    .filter(([id, price]) => {
      const text = `${id} ${price.label}`.toLowerCase();
      const trusts = [price.confidence, ...price.tiers.map((tier) => tier.confidence)];
      return (
        words.every((word) => text.includes(word)) &&
        (confidence === undefined || trusts.includes(confidence))
      );
    })
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, price]) => ({
      id,
      price,
      source: sources[price.source] ?? { title: price.source, asOf: null },
      origin: isFromPriceList(price) ? "price-list" : "shipped",
    }));
}
