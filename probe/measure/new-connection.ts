import type { Socket } from "node:net";
import { readServedBy } from "./answer.ts";
import {
  dialTarget,
  findTarget,
  refuseRetransmittedSyn,
  resolveTarget,
  retransmittedSyn,
} from "./connect-address.ts";
import { type DialTimes, dial } from "./dial.ts";
import type { Exchange } from "./http-request.ts";
import type { KernelClock } from "./kernel-clock.ts";
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
      const connection = openConnection(target, address, context, true);
      try {
        const exchange = await deadline.run<Exchange>((settle) => connection.exchange(settle));
        refuseRetransmittedSyn(exchange.dialled);
        return {
          parts: [...handshakeParts(exchange.dialled), { phase: "response", ...exchange.wait }],
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

/** A connection that has just been made. */
interface Dialled {
  times: DialTimes;
  socket: Socket;
}

/**
 * `connect` and `tls`: one step of a new connection, which is closed at once, or, for the kernel's clock,
 * as soon as that has been read. Closing lets the last message of a TLS handshake out first, or the
 * server would log it as broken off.
 */
export function createHandshake(metric: "connect" | "tls"): CreateMethod {
  return (target, context) => {
    const url = new URL(target.url);
    return {
      async attempt(deadline) {
        const [address] = await resolveTarget(url, target.resolver, context, deadline);
        const whole = {
          ...dialTarget(url, address, context, target.httpVersion),
          isTimed: true,
        };
        const dialled = metric === "tls" ? whole : { ...whole, tlsName: null };
        const { kernelClock } = metric === "connect" ? context : {};
        const { times, socket } = await deadline.run<Dialled>((settle) =>
          dial(dialled, (error, opened, dialTimes) => {
            opened?.on("error", () => undefined);
            if (kernelClock === undefined) opened?.destroySoon();
            if (opened === null) settle.reject(error);
            else settle.resolve({ times: dialTimes, socket: opened });
          }),
        );
        const parts = handshakeParts(times).filter(({ phase }) => phase === metric);
        const timing = { parts, servedBy: null, address, answers: [] };
        if (kernelClock === undefined) {
          refuseRetransmittedSyn(times);
          return timing;
        }
        return { ...timing, kernelRttUs: await readKernelRttUs(kernelClock, socket, times) };
      },
      close: () => undefined,
    };
  };
}

function handshakeParts({ startedMs, connectedMs, securedMs, waits }: DialTimes): TimedPart[] {
  const connect: TimedPart = { phase: "connect", startMs: startedMs, endMs: connectedMs };
  if (securedMs === connectedMs) return [connect];
  const tls: TimedPart = { phase: "tls", startMs: connectedMs, endMs: securedMs };
  return [connect, waits === undefined ? tls : { ...tls, waits }];
}

/**
 * The kernel's time of a handshake; null when it does not tell. The socket is open and unused until
 * then, and closed afterwards.
 *
 * @throws AttemptError `lost` when the connection needed a second SYN
 */
async function readKernelRttUs(
  clock: Pick<KernelClock, "read">,
  socket: Socket,
  times: DialTimes,
): Promise<number | null> {
  const { localAddress, localPort, remoteAddress, remotePort } = socket;
  const pair = {
    localAddress: localAddress ?? "",
    localPort: localPort ?? 0,
    remoteAddress: remoteAddress ?? "",
    remotePort: remotePort ?? 0,
  };
  // A socket that the peer has reset meanwhile has no addresses any more.
  const time = remoteAddress === undefined ? null : await clock.read(pair);
  socket.destroySoon();
  if (time === null) refuseRetransmittedSyn(times);
  else if (time.retransmits > 0) throw retransmittedSyn();
  return time?.rttUs ?? null;
}
