import type { Price, PriceBook } from "../../contract/price-book.ts";
import type { PriceChange } from "../../contract/price-refresh.ts";
import { toDecimal } from "./decimal.ts";

/** How the prices of a book differ from those of an older one, in the order of their names. */
export function priceChanges(before: PriceBook, after: PriceBook): PriceChange[] {
  return Object.entries(after.prices)
    .flatMap(([price, now]) => changeOf(price, before, now, after) ?? [])
    .sort((a, b) => (a.price < b.price ? -1 : 1));
}

function changeOf(
  price: string,
  before: PriceBook,
  now: Price,
  after: PriceBook,
): PriceChange | null {
  const old = before.prices[price];
  const tiers = changedTiers(old, now);
  const isSame = tiers.every(({ oldUsd, newUsd }) => sameUsd(oldUsd, newUsd));
  if (isSame && old !== undefined) return null;
  const asOf = (book: PriceBook, { source }: Price) => book.sources[source]?.asOf ?? null;
  return {
    price,
    label: now.label,
    kind: kindOf(old, tiers),
    unit: now.unit,
    per: now.per,
    tiers,
    oldAsOf: old === undefined ? null : asOf(before, old),
    newAsOf: asOf(after, now),
  };
}

function kindOf(old: Price | undefined, tiers: PriceChange["tiers"]): PriceChange["kind"] {
  if (old === undefined) return "added";
  const isFound = tiers.every(({ oldUsd, newUsd }) => oldUsd === null || sameUsd(oldUsd, newUsd));
  return isFound ? "found" : "changed";
}

/** The quantities cut at every end of a tier of either, so that each piece has one price in both. */
function changedTiers(old: Price | undefined, now: Price): PriceChange["tiers"] {
  const endsOf = (price: Price | undefined) =>
    (price?.tiers ?? []).flatMap(({ upTo }) => (upTo === null ? [] : [upTo]));
  const ends = [...new Set([...endsOf(old), ...endsOf(now)])].sort((a, b) => a - b);
  return [...ends, null].map((upTo, at) => {
    const from = ends[at - 1] ?? 0;
    const oldUsd = old?.per === now.per ? usdAt(old, from) : null;
    const newUsd = usdAt(now, from);
    return { from, upTo, oldUsd, newUsd, percent: percentOf(oldUsd, newUsd) };
  });
}

function usdAt({ tiers }: Price, from: number): string | null {
  return tiers.find(({ upTo }) => upTo === null || upTo > from)?.usd ?? null;
}

/** Two digits behind the point. */
function percentOf(oldUsd: string | null, newUsd: string | null): number | null {
  if (oldUsd === null || newUsd === null || toDecimal(oldUsd) === 0n) return null;
  const before = toDecimal(oldUsd);
  return Number(((toDecimal(newUsd) - before) * 10_000n) / before) / 100;
}

function sameUsd(a: string | null, b: string | null): boolean {
  return a === null || b === null ? a === b : toDecimal(a) === toDecimal(b);
}
