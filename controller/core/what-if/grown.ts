import type { ClientGroup, TrafficPerMonth } from "../../contract/client-group.ts";
import type { WhatIf } from "../../contract/what-if.ts";

/**
 * Client groups with more users, or fewer: their traffic by their own factor, their shares so that they
 * add up to 1 again. What is not known of the traffic stays unknown.
 */
export function grown(
  groups: readonly ClientGroup[],
  growth: NonNullable<WhatIf["growth"]>,
): ClientGroup[] {
  const factorOf = ({ id }: ClientGroup) => growth.groups[id] ?? growth.all ?? 1;
  const users = groups.reduce((sum, group) => sum + group.share * factorOf(group), 0);
  return groups.map((group) => {
    const factor = factorOf(group);
    const { trafficPerMonth } = group;
    return {
      ...group,
      share: Math.min(1, (group.share * factor) / users),
      ...(trafficPerMonth === undefined ? {} : { trafficPerMonth: times(trafficPerMonth, factor) }),
    };
  });
}

function times(traffic: TrafficPerMonth, factor: number): TrafficPerMonth {
  return Object.fromEntries(
    Object.entries(traffic).map(([what, amount]) => [
      what,
      amount === undefined ? amount : amount * factor,
    ]),
  );
}
