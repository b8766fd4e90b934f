import type { PriceListProduct } from "../../../contract/price-list-product.ts";
import { type Decimal, decimalText, toDecimal } from "../decimal.ts";
import type { QuoteTier, Selection } from "./quote.ts";

type Step = {
  readonly from: Decimal;
  /** Null where it has no end. */
  readonly to: Decimal | null;
  readonly usd: Decimal;
};

/** Twelve digits behind the point are kept exactly. */
const PLAIN = /^\d{1,15}(\.\d{1,12})?$/;

/** The tiers of a product's on-demand price, for `per` units; a sentence where they make no sense. */
export function onDemandTiers(
  { terms }: PriceListProduct,
  { units, per, mayBeFree = false, included = 0 }: Selection,
): QuoteTier[] | string {
  const offers = Object.values(terms.OnDemand);
  const [offer, another] = offers;
  if (offer === undefined) return "it has no on-demand price";
  if (another !== undefined) return `it has ${offers.length} on-demand prices at once`;
  const dimensions = Object.values(offer.priceDimensions);
  const odd = dimensions.find(({ unit }) => !units.test(unit));
  if (odd !== undefined) return `it is counted in ${odd.unit}, which was not expected`;
  const steps: Step[] = [];
  for (const dimension of dimensions) {
    const step = stepOf(dimension, per);
    if (typeof step === "string") return step;
    steps.push(step);
  }
  steps.sort((a, b) => (a.from < b.from ? -1 : 1));
  if (!areInOneRow(steps)) return "its tiers leave a gap, or lie over each other";
  if (!mayBeFree && steps.every(({ usd }) => usd === 0n)) return "it states a price of zero";
  const tiers = steps.map(({ to, usd }) => ({
    upTo: to === null ? null : Number(decimalText(to)),
    usd: decimalText(usd),
  }));
  return included === 0 ? tiers : behindIncluded(tiers, included);
}

type Dimension = PriceListProduct["terms"]["OnDemand"][string]["priceDimensions"][string];

function stepOf({ beginRange, endRange, pricePerUnit }: Dimension, per: number): Step | string {
  const usd = pricePerUnit["USD"];
  if (usd === undefined) return "it has no price in USD";
  const isOpen = endRange === "Inf";
  const figures = [usd, beginRange, ...(isOpen ? [] : [endRange])];
  const strange = figures.find((text) => !PLAIN.test(text));
  if (strange !== undefined) return `${strange} is no plain number`;
  return {
    from: toDecimal(beginRange),
    to: isOpen ? null : toDecimal(endRange),
    usd: toDecimal(usd) * BigInt(per),
  };
}

/** From nought to infinity, each beginning where the one before ends. */
function areInOneRow(steps: readonly Step[]): boolean {
  return (
    steps[0]?.from === 0n &&
    steps.at(-1)?.to === null &&
    steps.every((step, at) => at === 0 || step.from === steps[at - 1]?.to)
  );
}

/** The list prices what is above the included quantity, and counts from there. */
function behindIncluded(tiers: readonly QuoteTier[], included: number): QuoteTier[] | string {
  if (tiers.length !== 1) return `it has ${tiers.length} tiers where one was expected`;
  return [{ upTo: included, usd: "0" }, ...tiers];
}
