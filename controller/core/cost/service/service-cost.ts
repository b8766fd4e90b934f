import type { RoutingDesign } from "../../../contract/aws/routing-design.ts";
import type { CostDesign } from "../../../contract/cost-design.ts";
import type { Service } from "../../../contract/estate.ts";
import type { Vantage } from "../../../contract/measured.ts";
import type { PriceBook } from "../../../contract/price-book.ts";
import type {
  DesignCost,
  GroupCostBasis,
  ServiceCost,
  ServiceCostQuery,
} from "../../../contract/service-cost.ts";
import { costDesign } from "../cost-design.ts";
import { alternativeDesign } from "./alternative-design.ts";
import { incumbentDesign } from "./incumbent-design.ts";
import { missingTraffic } from "./missing-traffic.ts";
import { type MostCost, mostCost } from "./most-cost.ts";
import type { PricedDesign } from "./priced-design.ts";
import type { Answers } from "./served-from.ts";
import { groupBases, knownTraffic } from "./service-traffic.ts";
import { whatIf } from "./what-if.ts";

export type ServiceCostInput = {
  readonly book: PriceBook;
  readonly pricesVersion: string;
  readonly service: Service;
  readonly vantages: readonly Vantage[];
  /** Who answered the vantages by the way in that users take today. */
  readonly answers: Answers;
  readonly measured: ServiceCost["measured"];
  /** What stands in AWS for the service, and what of it could not be read. */
  readonly routing: KnownRouting;
  readonly whatIf: ServiceCostQuery;
};

/** How users are led today, as far as that is known. */
export type KnownRouting = ServiceCost["routing"] & {
  /** Null where only the ways in are declared. */
  readonly design: RoutingDesign | null;
  /** In words. */
  readonly unread: readonly string[];
};

/** What routing a service costs in a month, as it is and by a plain alternative. */
export function serviceCost(input: ServiceCostInput): ServiceCost {
  const { book, vantages, answers, routing } = input;
  const service = whatIf(input.service, input.whatIf);
  const groups = groupBases(service, vantages, answers);
  const current = withUnread(incumbentDesign(service, routing.design), routing.unread);
  const other = alternativeDesign(service, current.design);
  return {
    service: service.id,
    label: service.label,
    pricesVersion: input.pricesVersion,
    whatIf: input.whatIf,
    routing: { basis: routing.basis, readAtMs: routing.readAtMs },
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
  { label, design, namesAsked, missing, assumptions }: PricedDesign,
  groups: readonly GroupCostBasis[],
): DesignCost {
  if (design === null) {
    const known = { cost: null, complete: false, missing: [...missing], range: null };
    return { role, label, ...known, assumptions: [...assumptions] };
  }
  const cost = costDesign(book, design, knownTraffic(groups));
  const all = [...missing, ...missingTraffic(groups, design)];
  const most = missing.length > 0 ? null : mostCost(book, design, groups, namesAsked);
  return {
    role,
    label,
    cost,
    complete: cost.complete && all.length === 0,
    missing: all,
    range: { leastUsd: cost.exactUsd, mostUsd: most?.exactUsd ?? null },
    assumptions: [...assumptions, ...cost.assumptions, ...boundText(design, most)],
  };
}

function withUnread(current: PricedDesign, unread: readonly string[]): PricedDesign {
  const missing = unread.map((what) => ({
    group: null,
    what: `of AWS, ${what}`,
    mend: "isochrone inventory says why it could not be read",
  }));
  return { ...current, missing: [...current.missing, ...missing] };
}

function boundText({ route53 }: CostDesign, most: MostCost | null): string[] {
  const isCharged = route53 !== undefined && route53.queryClass?.startsWith("alias") !== true;
  if (most === null || most.byRequests.length === 0 || !isCharged) return [];
  return [
    `DNS queries of ${most.byRequests.join(", ")} are not known: the range is from none to ${most.queriesPerRequest} for each request (A, AAAA and HTTPS of each name on the way, without any cache).`,
  ];
}
