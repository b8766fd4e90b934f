import { acceleratedPath } from "../accelerator/accelerated-path.ts";
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
  const upstream = backstage(endpoint);
  return routeBySource(
    world,
    upstream,
    (vantage) => directPath(world, atlas, vantage, endpoint).delay,
  );
}

/** Ways through the accelerator to one endpoint, whatever its listeners say. */
export function pinnedRoutes(
  world: World,
  atlas: Atlas,
  backstage: Backstage,
  endpoint: WorldEndpoint,
): RouteOf {
  const upstream = backstage(endpoint);
  return routeBySource(
    world,
    upstream,
    (vantage) => acceleratedPath(world, atlas, vantage, endpoint).delay,
  );
}

/** Works out every vantage's way beforehand. A stranger gets through without delay. */
function routeBySource(
  world: World,
  upstream: SocketAddress,
  delayOf: (vantage: WorldVantage) => PathDelay,
): RouteOf {
  const delays = new Map(
    world.vantages.map((vantage) => [vantage.sourceAddress, delayOf(vantage)]),
  );
  return ({ address }) => ({ upstream, delay: delays.get(address) ?? null });
}
