import type { PriceBook } from "../../../contract/price-book.ts";
import type { PriceChange } from "../../../contract/price-refresh.ts";
import type { PriceNews } from "../../../contract/prices.ts";
import { priceChanges } from "../price-changes.ts";

/** The first reading adds thousands; that all are named is worth no megabyte. */
const CHANGES_NAMED = 500;
const READINGS_NAMED = 50;
/** What changes a bill first. */
const ORDER: readonly PriceChange["kind"][] = ["changed", "found", "added"];

/** The news of readings, newest first, with that of the reading between two books, if it brought any. */
export function withNews(
  earlier: readonly PriceNews[],
  before: PriceBook,
  after: PriceBook,
  atMs: number,
): PriceNews[] {
  const all = priceChanges(before, after);
  if (all.length === 0) return [...earlier];
  const sorted = all.sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
  const changes = sorted.slice(0, CHANGES_NAMED);
  return [{ atMs, changes, more: all.length - changes.length }, ...earlier].slice(
    0,
    READINGS_NAMED,
  );
}
