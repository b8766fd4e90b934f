import { createServer, type Server, type Socket } from "node:net";
import type { Weather } from "../delay/weather.ts";
import { listen, type SocketAddress } from "./listening.ts";
import { type Route, relayConnection } from "./relay-connection.ts";

/** An open address of the world that passes connections on. */
export interface RelayListener extends SocketAddress {
  close(): Promise<void>;
}

/**
 * Listens on an address and relays every connection along the route that its source address has.
 * Fails with the system's error when it cannot listen.
 */
export async function openRelayListener(
  at: SocketAddress,
  routeOf: (sourceAddress: string) => Route,
  weather: Weather,
): Promise<RelayListener> {
  const open = new Set<Socket>();
  const accept = (client: Socket) => {
    if (client.remoteAddress === undefined) {
      // It is gone again already.
      client.destroy();
      return;
    }
    const upstream = relayConnection(client, routeOf(client.remoteAddress), weather);
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.once("close", () => open.delete(socket));
    }
  };
  const server = createServer({ allowHalfOpen: true, noDelay: true }, accept);
  const port = await listen(server, at);
  return { address: at.address, port, close: () => closeServer(server, open) };
}

function closeServer(server: Server, open: Set<Socket>): Promise<void> {
  const closed = new Promise<void>((done) => server.close(() => done()));
  for (const socket of open) socket.destroy();
  return closed;
}
