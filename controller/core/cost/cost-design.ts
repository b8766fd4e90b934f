import type { CostDesign } from "../../contract/cost-design.ts";
import type { CostLine } from "../../contract/cost-line.ts";
import type { MonthlyCost } from "../../contract/monthly-cost.ts";
import type { MonthlyTraffic } from "../../contract/monthly-traffic.ts";
import type { PriceBook } from "../../contract/price-book.ts";
import { acceleratorLines } from "./accelerator-lines.ts";
import { assumptionsOf } from "./assumptions.ts";
import { type Decimal, toDecimal } from "./decimal.ts";
import { priceLines } from "./price-lines.ts";
import { route53Lines } from "./route53-lines.ts";
import { sumLines } from "./sum-lines.ts";
import { transferLines } from "./transfer-lines.ts";

/**
 * What a design costs in a month, line by line. Prices of the book are list prices: no discount, no
 * free tier of a new account.
 *
 * @param moved lines of the accelerator and of the transfer, where they are known from a design that
 *   leads the same traffic alike
 * @throws RangeError where a hybrid sends a group by the accelerator that the traffic does not have
 */
export function costDesign(
  book: PriceBook,
  design: CostDesign,
  traffic: MonthlyTraffic,
  moved: readonly CostLine[] = movedLines(book, design, traffic),
): MonthlyCost {
  const lines: CostLine[] = [];
  if (design.route53 !== undefined) {
    lines.push(...route53Lines(book, design.route53, queriesOf(traffic)));
  }
  lines.push(...moved);
  for (const { price, quantity } of design.extras) {
    lines.push(...priceLines(book, { part: "extras", price, quantity: toDecimal(quantity) }));
  }
  return sumLines(book, lines, assumptionsOf(book, lines, traffic));
}

const queriesKnown = new WeakMap<MonthlyTraffic, Decimal>();

/** Of all groups; added up once for all designs that lead the same traffic. */
function queriesOf(traffic: MonthlyTraffic): Decimal {
  const known = queriesKnown.get(traffic);
  if (known !== undefined) return known;
  const queries = traffic.groups.reduce((sum, client) => sum + toDecimal(client.queries), 0n);
  queriesKnown.set(traffic, queries);
  return queries;
}

/** What is charged for the traffic itself: by the accelerator, and for its transfer. */
export function movedLines(
  book: PriceBook,
  design: CostDesign,
  traffic: MonthlyTraffic,
): CostLine[] {
  const lines = transferLines(book, traffic);
  if (design.kind === "route53") return lines;
  const groups = acceleratorGroups(design, traffic);
  return [...acceleratorLines(book, design.accelerator, traffic, groups), ...lines];
}

function acceleratorGroups(design: CostDesign, traffic: MonthlyTraffic): ReadonlySet<string> {
  const all = new Set(traffic.groups.map(({ group }) => group));
  if (design.kind === "accelerator") return all;
  if (design.kind === "route53") return new Set();
  const missing = design.acceleratorGroups.filter((group) => !all.has(group));
  if (missing.length > 0) {
    const known = [...all].join(", ");
    throw new RangeError(
      `acceleratorGroups: the traffic has no ${missing.join(", ")}; it has ${known}`,
    );
  }
  return new Set(design.acceleratorGroups);
}
