import type { CostDesign } from "../../../contract/cost-design.ts";
import type { CostLine } from "../../../contract/cost-line.ts";
import type { MonthlyTraffic } from "../../../contract/monthly-traffic.ts";
import type { PriceBook } from "../../../contract/price-book.ts";
import { costDesign } from "../cost-design.ts";
import { missingTraffic } from "./missing-traffic.ts";
import { type CostedGroup, knownTraffic } from "./service-traffic.ts";

/** Addresses of both families, and the HTTPS record that browsers ask for as well (RFC 9460). */
const TYPES_ASKED = 3;

/** The most that a design costs, and for whom queries were taken for what they can be at most. */
export type MostCost = {
  readonly exactUsd: string;
  readonly byRequests: readonly string[];
  readonly queriesPerRequest: number;
};

/** What the groups' traffic is, and what is charged for it itself: queries change nothing of the latter. */
interface WorkedCost {
  readonly traffic?: MonthlyTraffic;
  readonly moved?: readonly CostLine[];
}

/**
 * The most that a design can cost with what is known; null where something unknown has no upper end. DNS
 * queries have one where requests are known: a resolver that keeps no answer asks once for each request,
 * each name on the way and each type that clients ask for.
 *
 * @param namesAsked names that one lookup leads through: 1 and the CNAMEs on the way
 * @param worked what was worked out of the same groups before
 */
export function mostCost(
  book: PriceBook,
  design: CostDesign,
  groups: readonly CostedGroup[],
  namesAsked = 1,
  worked: WorkedCost = {},
): MostCost | null {
  const byRequests: string[] = [];
  const queriesPerRequest = TYPES_ASKED * namesAsked;
  const bounded = groups.map((group): CostedGroup => {
    const { traffic } = group;
    if (traffic?.dnsQueries !== undefined || traffic?.requests === undefined) return group;
    byRequests.push(group.group);
    const dnsQueries = traffic.requests * queriesPerRequest;
    return { ...group, traffic: { ...traffic, dnsQueries } };
  });
  if (missingTraffic(bounded, design).length > 0) return null;
  const traffic = byRequests.length > 0 ? undefined : worked.traffic;
  const cost = costDesign(book, design, traffic ?? knownTraffic(bounded), worked.moved);
  const { complete, exactUsd } = cost;
  return complete ? { exactUsd, byRequests, queriesPerRequest } : null;
}
