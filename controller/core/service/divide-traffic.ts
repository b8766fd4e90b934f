import type { TrafficPerMonth } from "../../contract/client-group.ts";

const QUANTITIES = ["gbIn", "gbOut", "requests", "dnsQueries"] as const;

type Sharing = { readonly share: number; readonly trafficPerMonth?: TrafficPerMonth | undefined };

/**
 * Divides what is known of all groups together: of each quantity, what no group states goes to those
 * that state nothing, by their shares. A quantity that has no total stays as the groups state it, and so
 * may be unknown.
 */
export function divideTraffic<Group extends Sharing>(
  groups: readonly Group[],
  total: TrafficPerMonth,
): Group[] {
  return groups.map((group) => {
    const traffic: TrafficPerMonth = { ...group.trafficPerMonth };
    for (const quantity of QUANTITIES) {
      const part = traffic[quantity] ?? partOf(group, groups, quantity, total[quantity]);
      if (part !== undefined) traffic[quantity] = part;
    }
    return Object.keys(traffic).length === 0 ? group : { ...group, trafficPerMonth: traffic };
  });
}

function partOf(
  group: Sharing,
  groups: readonly Sharing[],
  quantity: (typeof QUANTITIES)[number],
  total: number | undefined,
): number | undefined {
  if (total === undefined) return undefined;
  let stated = 0;
  let share = 0;
  for (const each of groups) {
    const own = each.trafficPerMonth?.[quantity];
    if (own === undefined) share += each.share;
    else stated += own;
  }
  return (Math.max(0, total - stated) * group.share) / share;
}
