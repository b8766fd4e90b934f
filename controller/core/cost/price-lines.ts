import type { CostLine, CostPart } from "../../contract/cost-line.ts";
import type { Price, PriceBook } from "../../contract/price-book.ts";
import { type Decimal, decimalText, divide, multiply, toDecimal } from "./decimal.ts";

/** What is to be priced: so many units of something in the book. */
export type Charge = {
  readonly part: CostPart;
  readonly price: string;
  readonly quantity: Decimal;
  readonly group?: string;
  /** What to call it where the book has no such price, and why it cannot have one. */
  readonly unpriced?: { readonly label: string; readonly unit: string; readonly note: string };
};

/**
 * One line for each tier that the quantity reaches into; none for nothing. What the book does not
 * know gets a line as well, without an amount.
 */
export function priceLines(book: PriceBook, charge: Charge): CostLine[] {
  if (charge.quantity === 0n) return [];
  const price = book.prices[charge.price];
  if (price === undefined) return [missingLine(charge)];
  const source = book.sources[price.source] ?? { title: price.source, asOf: null };
  return tierShares(price, charge.quantity).map(({ tier, quantity }) => {
    const usd =
      tier.usd === null ? null : divide(multiply(quantity, toDecimal(tier.usd)), price.per);
    return {
      part: charge.part,
      price: charge.price,
      label: price.label,
      group: charge.group ?? null,
      quantity: Number(decimalText(quantity)),
      unit: price.unit,
      usdPerUnit: tier.usd,
      per: price.per,
      usd: usd === null ? null : decimalText(usd),
      confidence: tier.confidence ?? price.confidence,
      source: { ...source },
      note: price.note ?? null,
    };
  });
}

type TierShare = { readonly tier: Price["tiers"][number]; readonly quantity: Decimal };

function tierShares({ tiers }: Price, quantity: Decimal): TierShare[] {
  const shares: TierShare[] = [];
  let from = 0n;
  for (const tier of tiers) {
    if (quantity <= from) break;
    const end = tier.upTo === null ? quantity : toDecimal(tier.upTo);
    const to = end < quantity ? end : quantity;
    shares.push({ tier, quantity: to - from });
    from = to;
  }
  return shares;
}

function missingLine({ part, price, quantity, group, unpriced }: Charge): CostLine {
  return {
    part,
    price,
    label: unpriced?.label ?? price,
    group: group ?? null,
    quantity: Number(decimalText(quantity)),
    unit: unpriced?.unit ?? "unit",
    usdPerUnit: null,
    per: 1,
    usd: null,
    confidence: "unknown",
    source: { title: "no source found", asOf: null },
    note: unpriced?.note ?? `The price book has no ${price}.`,
  };
}
