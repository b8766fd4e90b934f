import type { BalancerHoldings } from "../aws/elastic-load-balancing/holdings.ts";
import type { NamedBalancer } from "../balancing/balancer-names.ts";
import type { WatchedTarget } from "../balancing/target-watch.ts";
import type { World } from "../world/world.ts";
import { balancerKindOf, seedBalancer } from "./seed-balancer.ts";
import type { SeededSubnet } from "./seed-subnets.ts";

/** The load balancers of the main account: what the API shows, who is called, and what names lead to. */
export interface SeededBalancers {
  readonly holdings: BalancerHoldings;
  readonly watched: readonly WatchedTarget[];
  readonly names: readonly NamedBalancer[];
}

/**
 * A load balancer before each endpoint that has one, with one listener, one target group, and the
 * endpoint's instance in it. The load balancer and its target are one door in this world.
 */
export function seedBalancers(
  world: Pick<World, "domain" | "endpoints">,
  subnets: readonly SeededSubnet[],
  { httpPort, createdAtMs }: { readonly httpPort: number; readonly createdAtMs: number },
): SeededBalancers {
  const all = world.endpoints.flatMap((endpoint) => {
    const kind = balancerKindOf(world, endpoint);
    if (kind === undefined) return [];
    const own = subnets.filter(({ place }) => isZoneOf(place, endpoint.slotRegion));
    return [seedBalancer(world, endpoint, kind, { httpPort, createdAtMs, subnets: own })];
  });
  return {
    holdings: {
      loadBalancers: all.map(({ loadBalancer }) => loadBalancer),
      listeners: all.map(({ listener }) => listener),
      targetGroups: all.map(({ targetGroup }) => targetGroup),
      targets: new Map(all.map(({ watched }) => [watched.targetGroupArn, [targetOf(watched)]])),
      tags: new Map(all.map(({ watched, tags }) => [watched.loadBalancerArn, tags])),
    },
    watched: all.map(({ watched }) => watched),
    names: all.map(({ name }) => name),
  };
}

/** Elastic Load Balancing of an account that has nothing in it. */
export const NO_BALANCERS: BalancerHoldings = {
  loadBalancers: [],
  listeners: [],
  targetGroups: [],
  targets: new Map(),
  tags: new Map(),
};

/** Whether a place is an Availability Zone of a Region. */
function isZoneOf(place: string, region: string): boolean {
  return place.startsWith(region) && place.length === region.length + 1;
}

function targetOf({ port, targetId }: WatchedTarget) {
  return { Id: targetId, Port: port };
}
