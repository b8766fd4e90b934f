import type { Atlas } from "../places/atlas.ts";
import type { World, WorldVantage } from "../world/world.ts";
import { endpointByLatency } from "./route53-table.ts";
import type { Zone } from "./zone.ts";

/** Name that leads to one endpoint whatever the policy says. */
export function pinnedName(world: World, endpointId: string): string {
  return `${endpointId}.${world.domain}`;
}

/** The service's zone as one client sees it: the apex by latency policy, and a name per endpoint. */
export function serviceZone(world: World, atlas: Atlas, client: WorldVantage | undefined): Zone {
  const pinned = new Map(
    world.endpoints.map((endpoint) => [pinnedName(world, endpoint.id), endpoint.address]),
  );
  return {
    apex: world.domain,
    ttlS: world.ttlS,
    addressOf: (name) =>
      name === world.domain ? endpointByLatency(world, atlas, client).address : pinned.get(name),
  };
}
