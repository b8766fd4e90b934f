import type { CostDesign } from "../../../contract/cost-design.ts";
import type { MissingFact } from "../../../contract/service-cost.ts";
import type { CostedGroup } from "./service-traffic.ts";

/**
 * What has to be declared before a design's cost is known: only what that design is charged for. A
 * group without a number counts as nothing in the sum, so the sum is too low by it.
 */
export function missingTraffic(
  groups: readonly Pick<CostedGroup, "group" | "traffic">[],
  { kind, route53 }: CostDesign,
): MissingFact[] {
  if (groups.length === 0) {
    const what = "client groups: who uses the service is not declared";
    return [{ group: null, what, mend: "declare clientGroups with trafficPerMonth" }];
  }
  const isFree = route53 === undefined || route53.queryClass?.startsWith("alias") === true;
  const missing: MissingFact[] = [];
  const lacks = (group: string, what: string, field: string) =>
    missing.push({
      group,
      what,
      mend: `declare trafficPerMonth.${field} of the client group ${group}`,
    });
  for (const { group, traffic } of groups) {
    if (traffic?.gbOut === undefined) lacks(group, "traffic to the clients", "gbOut");
    if (kind !== "route53" && traffic?.gbIn === undefined) {
      lacks(group, "traffic from the clients, for the dominant direction", "gbIn");
    }
    if (!isFree && traffic?.dnsQueries === undefined) {
      lacks(group, "DNS queries that reach Route 53", "dnsQueries");
    }
  }
  return missing;
}
