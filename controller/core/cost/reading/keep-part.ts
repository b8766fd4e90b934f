import type { ReadError } from "../../../contract/inventory-part.ts";
import type { PriceQuote } from "../../../contract/price-quote.ts";
import type { KeptPricePart, PriceListMark } from "../../../contract/price-reading.ts";
import { fromPriceList } from "../from-price-list.ts";
import type { PricePartName } from "./price-parts.ts";

/** What came of asking for a part: all of its products, that they are the same as before, or an error. */
export type PartOutcome =
  | { readonly kind: "read"; readonly products: readonly string[]; readonly mark: PriceListMark }
  | { readonly kind: "unchanged" }
  | { readonly kind: "failed"; readonly error: ReadError };

/** Enough to see what is wrong; the others are counted. */
const MISFITS_NAMED = 20;
const PAIR = /^(data-transfer\.region\.[^.]+)\.[^.]+$/;

/**
 * A part as it is kept after a reading. Good prices are only ever replaced by good ones: of a part that
 * failed, and of what cannot be understood any more, stands what an earlier reading left.
 *
 * @param day of the reading in UTC, `2026-11-30`
 */
export function keepPart(
  { id, label, service }: PricePartName,
  earlier: KeptPricePart | null,
  outcome: PartOutcome,
  { atMs, day }: { readonly atMs: number; readonly day: string },
): KeptPricePart {
  const name = { id, label, service, triedAtMs: atMs };
  const before = earlier ?? NOTHING;
  switch (outcome.kind) {
    case "failed":
      return { ...before, ...name, state: "failed", error: outcome.error };
    case "unchanged":
      return { ...before, ...name, state: "unchanged", error: null, readAtMs: atMs, readOn: day };
    case "read": {
      const { quotes, freeTransferOutGb, misfits } = fromPriceList(outcome.products);
      const told = {
        misfits: misfits.slice(0, MISFITS_NAMED),
        moreMisfits: Math.max(0, misfits.length - MISFITS_NAMED),
      };
      if (quotes.length === 0 && freeTransferOutGb === null) {
        const error = nothingFound(label, outcome.products.length);
        return { ...before, ...name, ...told, state: "failed", error };
      }
      const all = [...quotes, ...stillGood(before.quotes, quotes)];
      return {
        ...name,
        ...told,
        state: "read",
        prices: all.length,
        error: null,
        publishedOn: newest(quotes),
        readAtMs: atMs,
        readOn: day,
        quotes: all,
        freeTransferOutGb: freeTransferOutGb ?? before.freeTransferOutGb,
        mark: outcome.mark,
      };
    }
  }
}

const NOTHING = {
  prices: 0,
  misfits: [],
  moreMisfits: 0,
  publishedOn: null,
  readAtMs: null,
  readOn: null,
  quotes: [],
  freeTransferOutGb: null,
  mark: null,
} satisfies Partial<KeptPricePart>;

/** What the list does not name any more keeps its price and its date; pairs follow their general price. */
function stillGood(before: readonly PriceQuote[], now: readonly PriceQuote[]): PriceQuote[] {
  const named = new Set(now.map(({ price }) => price));
  return before.filter(
    ({ price }) => !named.has(price) && !named.has(PAIR.exec(price)?.[1] ?? price),
  );
}

function newest(quotes: readonly PriceQuote[]): string | null {
  const days = quotes.flatMap(({ asOf }) => asOf ?? []).sort();
  return days.at(-1) ?? null;
}

function nothingFound(label: string, products: number): ReadError {
  const isEmpty = products === 0;
  return {
    kind: "other",
    code: isEmpty ? "NothingListed" : "NothingUnderstood",
    message: isEmpty
      ? `The Price List names no product for ${label}.`
      : `None of ${products} products for ${label} gives a price.`,
    mend: "The list may have changed its words: look whether a later release reads it. The prices stay as they were.",
  };
}
