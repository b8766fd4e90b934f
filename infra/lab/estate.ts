import { Estate, type Service } from "../../controller/contract/estate.ts";
import { acceleratorIdsOf, resourceIdOf } from "./cloud/resource-ids.ts";
import { pinnedName } from "./cloud/seed-zone.ts";
import { SERVED_BY_HEADER } from "./http/endpoint-server.ts";
import type { SocketAddress } from "./http/listening.ts";
import type { World } from "./world/world.ts";

/** Where the open parts of the world are to be found. */
export interface Doors {
  /** The port of every endpoint and of both accelerator addresses. */
  readonly httpPort: number;
  readonly dnsPort: number;
  /** Per endpoint that an accelerator can have, where it leads to it alone. */
  readonly pinnedAccelerator: ReadonlyMap<string, SocketAddress>;
}

/** The world as an estate: what a controller may know of it, and nothing of how it is made. */
export function estateOf(world: World, doors: Doors): Estate {
  const url = (host: string, port = doors.httpPort) => `http://${host}:${port}/echo`;
  const perEndpoint = (address: (endpointId: string) => string) =>
    Object.fromEntries(world.endpoints.map(({ id }) => [id, address(id)]));
  const pinnedAccelerator = [...doors.pinnedAccelerator].map(([id, at]) => [
    id,
    url(at.address, at.port),
  ]);
  return Estate.parse({
    environment: { name: world.name, note: world.note },
    vantages: world.vantages.map((place) => ({
      ...place.vantage,
      resolver: {
        address: world.dnsAddress,
        port: doors.dnsPort,
        clientSubnet: place.clientSubnet,
      },
    })),
    services: [
      {
        ...world.service,
        endpoints: world.endpoints.map((endpoint) => ({
          id: endpoint.id,
          label: endpoint.label,
          place: endpoint.place,
          latitude: endpoint.latitude,
          longitude: endpoint.longitude,
          url: url(endpoint.address),
          resource: resourceIdOf(world, endpoint),
        })),
        clientGroups: world.service.clientGroups.map((group) => withBlocks(world, group)),
        dns: { url: url(world.domain), pinned: perEndpoint((id) => url(pinnedName(world, id))) },
        // Without an endpoint that it could lead to, a service has no accelerator.
        ...(pinnedAccelerator.length > 0 && {
          accelerator: {
            url: url(world.acceleratorAddresses[0]),
            pinned: Object.fromEntries(pinnedAccelerator),
            arn: acceleratorIdsOf(world).arn,
          },
        }),
        servedByHeader: SERVED_BY_HEADER,
      },
    ],
  });
}

/** Clients of a group come from the blocks of its vantages, unless the world says otherwise. */
function withBlocks(world: World, group: Service["clientGroups"][number]) {
  if (group.match !== undefined) return group;
  const own = world.vantages.filter(({ vantage }) => group.vantages.includes(vantage.id));
  return { ...group, match: { cidrs: own.map(({ clientSubnet }) => clientSubnet) } };
}
