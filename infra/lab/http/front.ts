import type { Weather } from "../delay/weather.ts";
import type { EndpointFaults } from "../faults/endpoint-faults.ts";
import type { Atlas } from "../places/atlas.ts";
import type { World } from "../world/world.ts";
import { listenProblem, type SocketAddress } from "./listening.ts";
import { openRelayListener, type RelayListener } from "./relay-listener.ts";
import { acceleratedRoutes, type Backstage, directRoutes } from "./routes.ts";
import { openOnSamePort } from "./same-port.ts";

/** Everything that clients connect to over TCP, apart from the name server. */
export interface Front {
  readonly httpPort: number;
  readonly pinnedAccelerator: ReadonlyMap<string, SocketAddress>;
  close(): Promise<void>;
}

/**
 * Opens the endpoints' addresses and the accelerator's two under one port, and a listener per
 * endpoint on the accelerator, as one would make for measuring. The endpoints' own addresses obey
 * their faults. Throws LabProblem when the port is taken or the system lacks an address.
 */
export async function openFront(
  world: World,
  atlas: Atlas,
  backstage: Backstage,
  weather: Weather,
  httpPort: number,
  faults: EndpointFaults,
): Promise<Front> {
  const direct = world.endpoints.map((endpoint) => ({
    address: endpoint.address,
    routes: directRoutes(world, atlas, backstage, endpoint),
    gates: faults.gatesOf(endpoint.id),
  }));
  const accelerated = world.acceleratorAddresses.map((address) => ({
    address,
    routes: acceleratedRoutes(world, atlas, backstage),
    gates: undefined,
  }));
  const opened: RelayListener[] = await openOnSamePort(
    [...direct, ...accelerated].map(({ address, routes, gates }) => ({
      address,
      open: (at) => openRelayListener(at, routes, weather, gates),
    })),
    httpPort,
  );
  for (const { id, address } of world.endpoints) {
    for (const listener of opened) {
      if (listener.address === address) faults.attach(id, listener);
    }
  }
  const close = async () => {
    await Promise.all(opened.map((listener) => listener.close()));
  };
  const port = opened[0]?.port ?? httpPort;
  const pinnedAccelerator = new Map<string, SocketAddress>();
  const at = { address: world.acceleratorAddresses[0], port: 0 };
  try {
    for (const endpoint of world.endpoints) {
      const routes = acceleratedRoutes(world, atlas, backstage, endpoint);
      const listener = await openRelayListener(at, routes, weather);
      opened.push(listener);
      pinnedAccelerator.set(endpoint.id, listener);
    }
  } catch (error) {
    await close();
    throw listenProblem(error, at);
  }
  return { httpPort: port, pinnedAccelerator, close };
}
