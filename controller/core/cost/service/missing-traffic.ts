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
  return groups.flatMap(({ group, traffic }) => {
    const missing = (what: string, field: string): MissingFact => ({
      group,
      what,
      mend: `declare trafficPerMonth.${field} of the client group ${group}`,
    });
    return [
      ...(traffic?.gbOut === undefined ? [missing("traffic to the clients", "gbOut")] : []),
      ...(kind !== "route53" && traffic?.gbIn === undefined
        ? [missing("traffic from the clients, for the dominant direction", "gbIn")]
        : []),
      ...(!isFree && traffic?.dnsQueries === undefined
        ? [missing("DNS queries that reach Route 53", "dnsQueries")]
        : []),
    ];
  });
}
