import { connect, type Socket } from "node:net";
import { Passage, type PathDelay } from "../delay/passage.ts";
import type { Weather } from "../delay/weather.ts";
import type { SocketAddress } from "./listening.ts";

/** Where a client's connection leads; no delay for a client that stands nowhere in the world. */
export interface Route {
  readonly upstream: SocketAddress;
  readonly delay: PathDelay | null;
  /** Is given both connections when they are joined. */
  readonly joined?: (client: Socket, upstream: Socket) => void;
}

/** Bytes on their way in one direction before the sender is held back, as a TCP window would. */
const WINDOW_BYTES = 1_048_576;

/** Lets what arrives through, now or later, in its order. */
export type Pass = (run: () => void) => void;

/**
 * Joins a client's connection to a server, byte for byte, each direction delayed by half the round
 * trip. The upstream connection is begun at once, as its handshake runs beside the client's. Ends
 * and aborts travel with the same delay, behind the bytes sent before them. What arrives has to
 * `pass`, except on a route without delay. Returns the upstream connection.
 */
export function relayConnection(
  client: Socket,
  route: Route,
  weather: Weather,
  pass: Pass = (run) => run(),
): Socket {
  const { timing, coarse, exact } = weather;
  const upstream = connect({
    host: route.upstream.address,
    port: route.upstream.port,
    noDelay: true,
    allowHalfOpen: true,
  });
  client.setNoDelay(true);
  if (route.delay === null) {
    joinAtOnce(client, upstream);
  } else {
    const passage = new Passage(route.delay, weather.random, timing.nowUs());
    joinOneWay(client, upstream, {
      bytesAtUs: () => passage.requestArrivesAtUs(timing.nowUs()),
      endAtUs: () => passage.endArrivesAtUs("request", timing.nowUs()),
      written: () => passage.requestDelivered(timing.nowUs()),
      at: (atUs, run) => coarse.at(atUs, () => pass(run)),
    });
    joinOneWay(upstream, client, {
      bytesAtUs: () => passage.replyArrivesAtUs(timing.nowUs()),
      endAtUs: () => passage.endArrivesAtUs("reply", timing.nowUs()),
      written: () => undefined,
      at: (atUs, run) => exact.at(atUs, () => pass(run)),
    });
  }
  route.joined?.(client, upstream);
  return upstream;
}

interface Direction {
  bytesAtUs(): number;
  endAtUs(): number;
  written(): void;
  at(atUs: number, run: () => void): void;
}

function joinOneWay(from: Socket, to: Socket, direction: Direction): void {
  let underway = 0;
  from.on("data", (bytes: Buffer) => {
    underway += bytes.length;
    if (underway > WINDOW_BYTES) from.pause();
    direction.at(direction.bytesAtUs(), () => {
      if (!to.writable) return;
      to.write(bytes, () => {
        underway -= bytes.length;
        if (underway <= WINDOW_BYTES) from.resume();
      });
      direction.written();
    });
  });
  from.on("end", () => direction.at(direction.endAtUs(), () => to.end()));
  // A reset, or a refused connection upstream, is passed on as a reset.
  from.on("error", () => direction.at(direction.endAtUs(), () => to.resetAndDestroy()));
}

function joinAtOnce(client: Socket, upstream: Socket): void {
  client.pipe(upstream);
  upstream.pipe(client);
  client.on("error", () => upstream.resetAndDestroy());
  upstream.on("error", () => client.resetAndDestroy());
}
