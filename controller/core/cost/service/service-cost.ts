import type { RoutingDesign } from "../../../contract/aws/routing-design.ts";
import type { Service } from "../../../contract/estate.ts";
import type { Vantage } from "../../../contract/measured.ts";
import type { PriceBook } from "../../../contract/price-book.ts";
import type { DesignCost, GroupCostBasis, ServiceCost } from "../../../contract/service-cost.ts";
import { costDesign } from "../cost-design.ts";
import { alternativeDesign } from "./alternative-design.ts";
import { missingTraffic } from "./missing-traffic.ts";
import { incumbentDesign, type PricedDesign } from "./priced-design.ts";
import type { Answers } from "./served-from.ts";
import { groupBases, knownTraffic } from "./service-traffic.ts";

export type ServiceCostInput = {
  readonly book: PriceBook;
  readonly pricesVersion: string;
  readonly service: Service;
  readonly vantages: readonly Vantage[];
  /** Who answered the vantages by the way in that users take today. */
  readonly answers: Answers;
  readonly measured: ServiceCost["measured"];
  /** What stands in AWS for the service; null where it was not read. */
  readonly routing: RoutingDesign | null;
};

/** What routing a service costs in a month, as it is and by a plain alternative. */
export function serviceCost(input: ServiceCostInput): ServiceCost {
  const { book, service, vantages, answers, routing } = input;
  const groups = groupBases(service, vantages, answers);
  const current = incumbentDesign(service, routing);
  const other = alternativeDesign(service, current.design);
  return {
    service: service.id,
    label: service.label,
    pricesVersion: input.pricesVersion,
    measured: input.measured,
    groups,
    designs: [
      costOf(book, "incumbent", current, groups),
      costOf(book, "alternative", other, groups),
    ],
  };
}

function costOf(
  book: PriceBook,
  role: DesignCost["role"],
  { label, design, missing, assumptions }: PricedDesign,
  groups: readonly GroupCostBasis[],
): DesignCost {
  if (design === null) {
    const known = { cost: null, complete: false, missing: [...missing] };
    return { role, label, ...known, assumptions: [...assumptions] };
  }
  const cost = costDesign(book, design, knownTraffic(groups));
  const all = [...missing, ...missingTraffic(groups, design)];
  return {
    role,
    label,
    cost,
    complete: cost.complete && all.length === 0,
    missing: all,
    assumptions: [...assumptions, ...cost.assumptions],
  };
}
