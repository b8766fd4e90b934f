import type { Socket } from "node:net";
import type { Weather } from "../delay/weather.ts";
import { listenerStateOf } from "../faults/endpoint-fault.ts";
import type { FaultyDoor } from "../faults/endpoint-faults.ts";
import { holdConnection } from "../faults/hold-connection.ts";
import { SourceGates } from "../faults/source-gates.ts";
import { SwitchedListener } from "../faults/switched-listener.ts";
import type { SocketAddress } from "./listening.ts";
import { type Route, relayConnection } from "./relay-connection.ts";

/** An open address of the world that passes connections on; it obeys faults of what it leads to. */
export interface RelayListener extends SocketAddress, FaultyDoor {
  /** Whether no connection stands. */
  readonly isIdle: boolean;
  close(): Promise<void>;
}

/** The way of a new connection, by the client's end of it; undefined for one that is reset. */
export type RouteOf = (source: SocketAddress) => Route | undefined;

/**
 * Listens on an address and relays every connection along the route that its source has.
 * Fails with the system's error when it cannot listen.
 * @param gates who is cut off from what the listener leads to; nobody where left out
 */
export async function openRelayListener(
  at: SocketAddress,
  routeOf: RouteOf,
  weather: Weather,
  gates: SourceGates = new SourceGates(),
): Promise<RelayListener> {
  const upstreams = new Set<Socket>();
  const relay = (client: Socket, source: string) => {
    const route = routeOf({ address: source, port: client.remotePort ?? 0 });
    if (route === undefined) {
      client.resetAndDestroy();
      return;
    }
    const pass = (run: () => void) => gates.pass(source, run);
    const upstream = relayConnection(client, route, weather, pass);
    upstreams.add(upstream);
    upstream.once("close", () => upstreams.delete(upstream));
  };
  const accept = (client: Socket) => {
    const source = client.remoteAddress;
    if (source === undefined) {
      // It is gone again already.
      client.destroy();
      return;
    }
    const partition = gates.partitionOf(source);
    if (partition === undefined) relay(client, source);
    else if (partition === "refuse") client.resetAndDestroy();
    else holdConnection(client, gates, source, () => relay(client, source));
  };
  const listener = await SwitchedListener.open(at, accept);
  const forget = gates.onRefuse((source) => listener.reset((address) => address === source));
  return {
    address: listener.address,
    port: listener.port,
    get isIdle() {
      return listener.isIdle && upstreams.size === 0;
    },
    apply: (fault) => listener.switchTo(listenerStateOf(fault)),
    close: async () => {
      forget();
      for (const socket of upstreams) socket.destroy();
      await listener.close();
    },
  };
}
