import type { Service } from "../../../contract/estate.ts";
import type { Vantage } from "../../../contract/measured.ts";
import type { MonthlyTraffic } from "../../../contract/monthly-traffic.ts";
import type { GroupCostBasis } from "../../../contract/service-cost.ts";
import { edgeGroupOf } from "./edge-group-of.ts";
import { type Answers, servedFrom } from "./served-from.ts";

/** What is known of each client group of a service, as far as it decides about costs. */
export function groupBases(
  { clientGroups, endpoints }: Pick<Service, "clientGroups" | "endpoints">,
  vantages: readonly Vantage[],
  answers: Answers,
): GroupCostBasis[] {
  const byId = new Map(vantages.map((vantage) => [vantage.id, vantage]));
  return clientGroups.map((group) => {
    const own = group.vantages.flatMap((id) => byId.get(id) ?? []);
    return {
      group: group.id,
      label: group.label,
      edgeGroup: edgeGroupOf(group, own),
      servedFrom: servedFrom(own, endpoints, answers),
      traffic: group.trafficPerMonth ?? null,
    };
  });
}

/** What of a client group decides about costs. */
export type CostedGroup = Pick<GroupCostBasis, "group" | "traffic"> & {
  readonly edgeGroup: Pick<GroupCostBasis["edgeGroup"], "value">;
  readonly servedFrom: Pick<GroupCostBasis["servedFrom"], "places">;
};

/** The traffic that is known. What is not is left out here and named by `missingTraffic`. */
export function knownTraffic(groups: readonly CostedGroup[]): MonthlyTraffic {
  return {
    groups: groups.map(({ group, edgeGroup, servedFrom: { places }, traffic }) => ({
      group,
      edgeGroup: edgeGroup.value,
      servedFrom: places,
      queries: traffic?.dnsQueries ?? 0,
    })),
    periods: [
      {
        times: 1,
        volumes: groups.map(({ group, traffic }) => ({
          group,
          inGb: traffic?.gbIn ?? 0,
          outGb: traffic?.gbOut ?? 0,
        })),
      },
    ],
  };
}
