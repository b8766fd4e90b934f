import type { Price, PriceBook } from "../../contract/price-book.ts";
import type { WhatIf } from "../../contract/what-if.ts";
import { decimalText, multiply, toDecimal } from "../cost/decimal.ts";

type PriceChange = WhatIf["prices"][string];

const SOURCE = "what-if";

/** A price book with other prices, each marked as one that nobody charges. */
export function repriced(book: PriceBook, changes: WhatIf["prices"]): PriceBook {
  const prices = Object.entries(changes).flatMap(([id, change]): [string, Price][] => {
    const price = book.prices[id];
    return price === undefined ? [] : [[id, withPrice(price, change)]];
  });
  if (prices.length === 0) return book;
  return {
    ...book,
    sources: { ...book.sources, [SOURCE]: { title: "Taken for true by a what-if", asOf: null } },
    prices: { ...book.prices, ...Object.fromEntries(prices) },
  };
}

function withPrice(price: Price, change: PriceChange): Price {
  return {
    ...price,
    source: SOURCE,
    confidence: "unconfirmed",
    note: "Taken for true, not charged by AWS.",
    tiers: price.tiers.map(({ upTo, usd, confidence }) => {
      if ("usd" in change) return { upTo, usd: change.usd };
      // A price that nobody knows stays unknown, however many times as much it is.
      if (usd === null) return { upTo, usd, confidence: confidence ?? "unknown" };
      return { upTo, usd: decimalText(multiply(toDecimal(usd), toDecimal(change.factor))) };
    }),
  };
}
