import type { SocketAddress } from "../http/listening.ts";
import type { Backstage } from "../http/routes.ts";
import type { World } from "../world/world.ts";

/**
 * Where that listens which is behind an address of the world: the server of an endpoint at its HTTP
 * port; at any other port nobody, and the address itself refuses.
 */
export function serverAt(
  { endpoints }: Pick<World, "endpoints">,
  httpPort: number,
  backstage: Backstage,
): (at: SocketAddress) => SocketAddress {
  const byAddress = new Map(endpoints.map((endpoint) => [endpoint.address, endpoint]));
  return (at) => {
    const endpoint = byAddress.get(at.address);
    return endpoint === undefined || at.port !== httpPort ? at : backstage(endpoint);
  };
}
