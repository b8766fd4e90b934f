import type { ClientGroup, TrafficPerMonth } from "../../../contract/client-group.ts";
import type { Service } from "../../../contract/estate.ts";
import type { ServiceCostQuery } from "../../../contract/service-cost.ts";
import { decimalText, multiply, toDecimal } from "../decimal.ts";

/** What a what-if may set, and the field of the declaration that it takes the place of. */
const FIELDS = {
  gb: "gbOut",
  gbIn: "gbIn",
  requests: "requests",
  queries: "dnsQueries",
} as const satisfies Record<keyof ServiceCostQuery, keyof TrafficPerMonth>;

/**
 * A service with other traffic than it declares: each amount that is asked for takes the place of what
 * the client groups declare of it, dealt out by their shares of the users. The others stay.
 */
export function whatIf<Whole extends Pick<Service, "clientGroups">>(
  service: Whole,
  query: ServiceCostQuery,
): Whole {
  return {
    ...service,
    clientGroups: service.clientGroups.map((group) => withAmounts(group, query)),
  };
}

function withAmounts(group: ClientGroup, query: ServiceCostQuery): ClientGroup {
  const amounts: Partial<Record<keyof TrafficPerMonth, number>> = {};
  for (const [asked, field] of Object.entries(FIELDS) as [
    keyof ServiceCostQuery,
    keyof TrafficPerMonth,
  ][]) {
    const amount = query[asked];
    if (amount === undefined) continue;
    amounts[field] = Number(decimalText(multiply(toDecimal(amount), toDecimal(group.share))));
  }
  if (Object.keys(amounts).length === 0) return group;
  return { ...group, trafficPerMonth: { ...group.trafficPerMonth, ...amounts } };
}
