import type { Socket } from "node:net";
import { readServedBy } from "./answer.ts";
import {
  dialTarget,
  findTarget,
  refuseRetransmittedSyn,
  resolveTarget,
} from "./connect-address.ts";
import { type DialTimes, dial } from "./dial.ts";
import type { Exchange } from "./http-request.ts";
import { openConnection } from "./open-connection.ts";
import type { CreateMethod, TimedPart } from "./timing.ts";

/**
 * `ttfb_new`: a new TCP connection, with TLS for https, and one request on it. The time is the sum of
 * connecting, the TLS handshake and waiting for the first byte. Resolving the name is not in it: it is
 * told apart, where this attempt had to ask.
 */
export const createFirstByte: CreateMethod = (target, context) => {
  const url = new URL(target.url);
  return {
    async attempt(deadline) {
      const { addresses, asked } = await findTarget(url, target.resolver, context, deadline);
      const [address] = addresses;
      const connection = openConnection(target, address, context);
      try {
        const exchange = await deadline.run<Exchange>((settle) => connection.exchange(settle));
        refuseRetransmittedSyn(exchange.dialled);
        return {
          parts: [
            ...handshakeParts(exchange.dialled),
            { phase: "response", startMs: exchange.requestMs, endMs: exchange.responseMs },
          ],
          asked,
          servedBy: readServedBy(exchange, target),
          address,
          answers: [],
        };
      } finally {
        connection.destroy();
      }
    },
    close: () => undefined,
  };
};

/** `connect` and `tls`: one step of a new connection, which is closed at once. */
export function createHandshake(metric: "connect" | "tls"): CreateMethod {
  return (target, context) => {
    const url = new URL(target.url);
    return {
      async attempt(deadline) {
        const [address] = await resolveTarget(url, target.resolver, context, deadline);
        const whole = dialTarget(url, address, context, target.httpVersion);
        const dialled = metric === "tls" ? whole : { ...whole, tlsName: null };
        const times = await deadline.run<DialTimes>((settle) =>
          dial(dialled, (error, socket, dialTimes) => {
            closeNewSocket(socket);
            if (error !== null) settle.reject(error);
            else settle.resolve(dialTimes);
          }),
        );
        refuseRetransmittedSyn(times);
        const parts = handshakeParts(times).filter(({ phase }) => phase === metric);
        return { parts, servedBy: null, address, answers: [] };
      },
      close: () => undefined,
    };
  };
}

function handshakeParts({ startedMs, connectedMs, securedMs }: DialTimes): TimedPart[] {
  const connect: TimedPart = { phase: "connect", startMs: startedMs, endMs: connectedMs };
  if (securedMs === connectedMs) return [connect];
  return [connect, { phase: "tls", startMs: connectedMs, endMs: securedMs }];
}

function closeNewSocket(socket: Socket | null): void {
  socket?.on("error", () => undefined);
  // Lets the last message of a TLS handshake out first, or the server would log it as broken off.
  socket?.destroySoon();
}
