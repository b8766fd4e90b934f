import type { CostLine } from "../../contract/cost-line.ts";
import type { MonthlyTraffic } from "../../contract/monthly-traffic.ts";
import type { PriceBook } from "../../contract/price-book.ts";

/** What the lines take for granted because the traffic does not tell. */
export function assumptionsOf(
  book: PriceBook,
  lines: readonly CostLine[],
  { periods }: MonthlyTraffic,
): string[] {
  const has = (start: string): boolean => lines.some(({ price }) => price.startsWith(start));
  const hours = periods.reduce((sum, { times }) => sum + times, 0);
  const assumptions: string[] = [];
  if (has("global-accelerator.dt-premium.") && hours < book.hoursPerMonth) {
    assumptions.push(
      "DT-Premium: more goes the same way in every hour of a period. AWS judges each hour for itself, so hours that differ cost more.",
    );
  }
  if (has("data-transfer.internet.")) {
    assumptions.push(
      `Transfer out: nothing else in the account uses the ${book.freeTransferOutGb} GB that are free, or the lower tiers, which are counted from there on.`,
    );
  }
  return assumptions;
}
