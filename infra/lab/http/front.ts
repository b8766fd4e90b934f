import { acceleratedEndpoints } from "../accelerator/accelerated-endpoints.ts";
import type { EdgeDoors } from "../accelerator/edge-doors.ts";
import type { Weather } from "../delay/weather.ts";
import type { EndpointFaults } from "../faults/endpoint-faults.ts";
import type { Atlas } from "../places/atlas.ts";
import type { World, WorldEndpoint } from "../world/world.ts";
import { listenProblem, type SocketAddress } from "./listening.ts";
import { openRelayListener, type RelayListener } from "./relay-listener.ts";
import { type Backstage, directRoutes, pinnedRoutes } from "./routes.ts";
import { openOnSamePort } from "./same-port.ts";

/** Everything that clients connect to over TCP, apart from the name server. */
export interface Front {
  readonly httpPort: number;
  readonly pinnedAccelerator: ReadonlyMap<string, SocketAddress>;
  close(): Promise<void>;
}

/** What connections meet. */
export interface FrontMeans {
  readonly backstage: Backstage;
  readonly weather: Weather;
  readonly faults: EndpointFaults;
  /** Of accelerators; they are opened at the same port, and lead nowhere yet. */
  readonly doors: EdgeDoors;
}

/**
 * Opens the endpoints' addresses and the accelerator's two under one port, and a port per endpoint
 * that leads through the accelerator to it alone, for measuring. The endpoints' own addresses obey
 * their faults. Throws LabProblem when the port is taken or the system lacks an address.
 */
export async function openFront(
  world: World,
  atlas: Atlas,
  means: FrontMeans,
  httpPort: number,
): Promise<Front> {
  const { backstage, weather, faults, doors } = means;
  const opened: RelayListener[] = [];
  const close = async () => {
    await Promise.all([doors.close(), ...opened.map((listener) => listener.close())]);
  };
  const openEndpoint = (endpoint: WorldEndpoint) => async (at: SocketAddress) => {
    const routes = directRoutes(world, atlas, backstage, endpoint);
    const listener = await openRelayListener(at, routes, weather, faults.gatesOf(endpoint.id));
    const detach = faults.attach(endpoint.id, listener);
    opened.push(listener);
    return {
      ...at,
      port: listener.port,
      close: async () => {
        detach();
        await listener.close();
      },
    };
  };
  const accelerated = acceleratedEndpoints(world);
  const edgeAddresses = accelerated.length > 0 ? world.acceleratorAddresses : [];
  const [first] = await openOnSamePort(
    [
      ...world.endpoints.map((one) => ({ address: one.address, open: openEndpoint(one) })),
      ...edgeAddresses.map((address) => ({
        address,
        open: (at: SocketAddress) => doors.open(at),
      })),
    ],
    httpPort,
  );
  const pinnedAccelerator = new Map<string, SocketAddress>();
  const at = { address: world.acceleratorAddresses[0], port: 0 };
  try {
    for (const endpoint of accelerated) {
      const routes = pinnedRoutes(world, atlas, backstage, endpoint);
      const listener = await openRelayListener(at, routes, weather);
      opened.push(listener);
      pinnedAccelerator.set(endpoint.id, listener);
    }
  } catch (error) {
    await close();
    throw listenProblem(error, at);
  }
  return { httpPort: first?.port ?? httpPort, pinnedAccelerator, close };
}
