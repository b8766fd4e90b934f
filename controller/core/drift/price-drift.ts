import type { Assumptions } from "../../contract/baseline.ts";
import type { PriceBook } from "../../contract/price-book.ts";
import type { PriceChange } from "../../contract/price-refresh.ts";
import { priceChanges } from "../cost/price-changes.ts";
import type { Compared, Finding } from "./sense-findings.ts";
import { affectedOf } from "./who-is-affected.ts";

type Prices = NonNullable<Assumptions["prices"]>;

/** From so many percent on a price can turn a decision. */
const GRAVE_PERCENT = 10;

/** Prices that have another figure, or one at last, since they were taken for granted. */
export function comparedPrices(then: Assumptions, now: Assumptions): Compared[] {
  if (then.prices === null || now.prices === null) {
    const why = "were not kept with the decision";
    const mend = "Accept what stands, which keeps what it rests on.";
    return [{ unread: { sense: "assumptions", what: "prices", why, mend } }];
  }
  const changes = new Map(
    priceChanges(bookOf(then.prices), bookOf(now.prices))
      .filter(({ kind }) => kind !== "added")
      .map((change) => [change.price, change]),
  );
  const today = now.prices.prices;
  return Object.entries(then.prices.prices).map(([price, { label }]) => {
    if (today[price] === undefined) {
      const why = "is in the book of prices no more";
      const mend = "See isochrone prices for those that there are.";
      return { unread: { sense: "assumptions", what: subjectOf(label), why, mend } };
    }
    const change = changes.get(price);
    return { finding: change === undefined ? null : priceFinding(change) };
  });
}

function subjectOf(label: string): string {
  return `price of ${label}`;
}

/** As a book of its own: what is compared are prices alone. */
function bookOf({ compiledOn, prices }: Prices): PriceBook {
  return {
    currency: "USD",
    compiledOn,
    hoursPerMonth: 730,
    freeTransferOutGb: 0,
    sources: {},
    prices,
    regionGroups: {},
  };
}

function priceFinding({ price, label, unit, per, tiers }: PriceChange): Finding {
  const figures = (side: "oldUsd" | "newUsd") =>
    tiers.map((tier) => tier[side] ?? "unknown").join(", then ");
  const [was, is] = [figures("oldUsd"), figures("newUsd")];
  return {
    id: `assumptions price ${price}`,
    sense: "assumptions",
    severity: tiers.some(isGrave) ? "medium" : "low",
    change: "changed",
    subject: subjectOf(label),
    setting: price,
    was,
    is,
    affected: affectedOf([]),
    samples: null,
    sentence: `${label} cost ${was} USD when it was decided, and costs ${is} USD for ${per === 1 ? "one" : "a million"} (${unit}).`,
    mend: "Look at the cost of the designs anew.",
  };
}

/** What cost nothing before, or nobody knows what, has no percentage: any figure may turn a decision. */
function isGrave({ oldUsd, newUsd, percent }: PriceChange["tiers"][number]): boolean {
  return percent === null ? oldUsd !== newUsd : Math.abs(percent) >= GRAVE_PERCENT;
}
