import type { ClientGroup } from "../../contract/client-group.ts";
import type { FailoverPlan } from "../../contract/failover/failover-plan.ts";

/**
 * Share of a service's users that each vantage of a plan stands for, 0 to 1. The users of a group are
 * divided evenly among those of its vantages that the plan has; without groups all vantages count alike.
 * Groups of which the plan has no vantage are left out, so the shares may add up to less than 1.
 */
export function vantageShares(
  vantages: readonly string[],
  groups: readonly Pick<ClientGroup, "share" | "vantages">[],
): ReadonlyMap<string, number> {
  if (groups.length === 0) return new Map(vantages.map((id) => [id, 1 / vantages.length]));
  const shares = new Map<string, number>();
  for (const { share, vantages: own } of groups) {
    const measuring = own.filter((id) => vantages.includes(id));
    for (const id of measuring) {
      shares.set(id, (shares.get(id) ?? 0) + share / measuring.length);
    }
  }
  return shares;
}

/** Share of the users of an entry that a lane stands for: vantage by class. */
export function laneShare(
  lane: Pick<FailoverPlan["clients"][number], "entry" | "class"> & { readonly vantage: string },
  plan: Pick<FailoverPlan, "clients">,
  shares: ReadonlyMap<string, number>,
): number {
  const client = plan.clients.find(
    (each) => each.entry === lane.entry && each.class === lane.class,
  );
  return (shares.get(lane.vantage) ?? 0) * (client?.shareRatio ?? 0);
}
