import type { Atlas } from "../places/atlas.ts";
import { rttBetween } from "../places/rtt-between.ts";
import type { World, WorldEndpoint, WorldVantage } from "../world/world.ts";
import { chooseByLatency } from "./latency-policy.ts";

/**
 * The endpoint that Route 53's latency policy answers a client with. Route 53 decides by AWS's own
 * table of latency between users and Regions, never by a measurement of the endpoint
 * (docs.aws.amazon.com/Route53, "Latency-based routing"); here that table is the world's truth except
 * for the world's `believes`. Nothing but a name server's answer depends on it. A client that nobody
 * knows gets the first endpoint.
 */
export function endpointByLatency(
  world: World,
  atlas: Atlas,
  vantage: WorldVantage | undefined,
): WorldEndpoint {
  const candidates = world.endpoints.map((endpoint) => ({
    id: endpoint.id,
    endpoint,
    rttMs: vantage === undefined ? 0 : believedRttMs(world, atlas, vantage, endpoint),
  }));
  const chosen = chooseByLatency(candidates);
  if (chosen === undefined) throw new Error("the world has no endpoint");
  return chosen.endpoint;
}

function believedRttMs(
  world: World,
  atlas: Atlas,
  vantage: WorldVantage,
  endpoint: WorldEndpoint,
): number {
  const belief = world.beliefs.find(
    (entry) => entry.vantage === vantage.vantage.id && entry.endpoint === endpoint.id,
  );
  return belief?.rttMs ?? rttBetween(atlas, vantage, endpoint).rttMs;
}
