import type { PriceMisfit } from "../../../contract/price-refresh.ts";
import { groupBy } from "./group-by.ts";
import type { Quote } from "./quote.ts";

/**
 * Makes one quote of those for the same price. Where they differ, none is taken: nobody can say from
 * the list alone which holds.
 */
export function agree(quotes: readonly Quote[]): { quotes: Quote[]; misfits: PriceMisfit[] } {
  const byPrice = groupBy(quotes, ({ selection }) => selection.id);
  const agreed: Quote[] = [];
  const misfits: PriceMisfit[] = [];
  for (const [price, same] of byPrice) {
    const texts = [...new Set(same.map(tiersText))].sort();
    const newest = same.toSorted((a, b) => (b.asOf ?? "").localeCompare(a.asOf ?? ""))[0];
    if (newest === undefined) continue;
    if (texts.length === 1) agreed.push(newest);
    else {
      const reason = `the list contradicts itself: ${texts.join(" and ")} USD`;
      misfits.push({ service: newest.service, what: price, reason });
    }
  }
  return { quotes: agreed, misfits };
}

/** `0.09 to 10240, then 0.085`. */
export function tiersText({ tiers }: Pick<Quote, "tiers">): string {
  return tiers.map(({ usd, upTo }) => (upTo === null ? usd : `${usd} to ${upTo}`)).join(", then ");
}
