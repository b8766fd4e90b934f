import { type Price, PriceBook } from "../../../controller/contract/price-book.ts";
import { shippedPrices } from "../../../controller/core/cost/shipped-prices.ts";

/** For what no source has a price, about what the dearest others cost. */
const ASSUMED_USD = "0.06";
let book: PriceBook | null = null;

/** The shipped prices without gaps: a design whose cost is not known would be compared with nothing. */
export function knownPrices(): PriceBook {
  const shipped = shippedPrices();
  book ??= PriceBook.parse({
    ...shipped,
    prices: Object.fromEntries(
      Object.entries(shipped.prices).map(([id, price]) => [id, known(price)]),
    ),
  });
  return book;
}

function known(price: Price): Price {
  const isKnown = price.tiers.every(({ usd }) => usd !== null);
  if (isKnown && price.confidence !== "unknown") return price;
  return {
    ...price,
    confidence: "unconfirmed",
    note: price.note ?? "assumed for simulated worlds",
    tiers: price.tiers.map(({ upTo, usd }) => ({ upTo, usd: usd ?? ASSUMED_USD })),
  };
}
