import { acceleratedPath, edgeOf, endpointOfEdge } from "../accelerator/accelerated-path.ts";
import type { PathDelay } from "../delay/passage.ts";
import type { Atlas } from "../places/atlas.ts";
import { directPath } from "../world/direct-path.ts";
import type { World, WorldEndpoint, WorldVantage } from "../world/world.ts";
import type { SocketAddress } from "./listening.ts";
import type { RouteOf } from "./relay-listener.ts";

/** Where the server of an endpoint listens. */
export type Backstage = (endpoint: WorldEndpoint) => SocketAddress;

/** Ways over the internet to one endpoint. */
export function directRoutes(
  world: World,
  atlas: Atlas,
  backstage: Backstage,
  endpoint: WorldEndpoint,
): RouteOf {
  return routeBySource(world, backstage, endpoint, (vantage) => ({
    endpoint,
    delay: directPath(world, atlas, vantage, endpoint).delay,
  }));
}

/** Ways through the accelerator: to the endpoint nearest to each client's edge, or to a pinned one. */
export function acceleratedRoutes(
  world: World,
  atlas: Atlas,
  backstage: Backstage,
  pinned?: WorldEndpoint,
): RouteOf {
  const [first] = world.endpoints;
  const forStrangers = pinned ?? first;
  if (forStrangers === undefined) throw new Error("the world has no endpoint");
  return routeBySource(world, backstage, forStrangers, (vantage) => {
    const endpoint = pinned ?? endpointOfEdge(world, atlas, edgeOf(world, vantage));
    return { endpoint, delay: acceleratedPath(world, atlas, vantage, endpoint).delay };
  });
}

/** Works out every vantage's way beforehand. A stranger gets through without delay. */
function routeBySource(
  world: World,
  backstage: Backstage,
  forStrangers: WorldEndpoint,
  wayOf: (vantage: WorldVantage) => { endpoint: WorldEndpoint; delay: PathDelay },
): RouteOf {
  const ways = new Map(world.vantages.map((vantage) => [vantage.sourceAddress, wayOf(vantage)]));
  return ({ address }) => {
    const way = ways.get(address);
    return { upstream: backstage(way?.endpoint ?? forStrangers), delay: way?.delay ?? null };
  };
}
