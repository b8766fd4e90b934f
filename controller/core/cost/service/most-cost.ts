import type { CostDesign } from "../../../contract/cost-design.ts";
import type { PriceBook } from "../../../contract/price-book.ts";
import type { GroupCostBasis } from "../../../contract/service-cost.ts";
import { costDesign } from "../cost-design.ts";
import { missingTraffic } from "./missing-traffic.ts";
import { knownTraffic } from "./service-traffic.ts";

/** The most that a design costs, and for whom queries were taken for what they can be at most. */
export type MostCost = { readonly exactUsd: string; readonly byRequests: readonly string[] };

/**
 * The most that a design can cost with what is known; null where something unknown has no upper end. DNS
 * queries have one where requests are known: nobody looks a name up more often than he asks for it, as a
 * resolver that keeps no answer asks once each time.
 */
export function mostCost(
  book: PriceBook,
  design: CostDesign,
  groups: readonly GroupCostBasis[],
): MostCost | null {
  const byRequests: string[] = [];
  const bounded = groups.map((group): GroupCostBasis => {
    const { traffic } = group;
    if (traffic?.dnsQueries !== undefined || traffic?.requests === undefined) return group;
    byRequests.push(group.group);
    return { ...group, traffic: { ...traffic, dnsQueries: traffic.requests } };
  });
  if (missingTraffic(bounded, design).length > 0) return null;
  const { complete, exactUsd } = costDesign(book, design, knownTraffic(bounded));
  return complete ? { exactUsd, byRequests } : null;
}
