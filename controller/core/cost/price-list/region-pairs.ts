import { tiersText } from "./agree.ts";
import { groupBy } from "./group-by.ts";
import type { Quote } from "./quote.ts";

const PAIR = /^data-transfer\.region\.([^.]+)\.([^.]+)$/;

/**
 * Most Regions charge the same to nearly every other one, so of a thousand pairs only those are kept
 * that differ; the others become one price "to another Region". Which that is, says the price.
 */
export function gatherRegionPairs(quotes: readonly Quote[]): Quote[] {
  const pairs = groupBy(quotes, ({ selection }) => PAIR.exec(selection.id)?.[1] ?? "");
  return [...pairs].flatMap(([from, of]) => (from === "" ? of : gathered(from, of)));
}

function gathered(from: string, pairs: readonly Quote[]): Quote[] {
  const byPrice = [...groupBy(pairs, tiersText).values()];
  const [most = []] = byPrice.sort((a, b) => b.length - a.length);
  const [first] = most;
  if (first === undefined) return [];
  const others = pairs.filter((pair) => !most.includes(pair));
  const rest = others.length === 0 ? "" : " Those that differ have prices of their own.";
  const general: Quote = {
    ...first,
    selection: {
      ...first.selection,
      id: `data-transfer.region.${from}`,
      label: `Transfer from ${from} to another Region`,
      note: `The same to ${most.length} of ${pairs.length} Regions in the list.${rest}`,
    },
  };
  return [general, ...others];
}
