import { createSocket } from "node:dgram";
import { createServer as createHttp2Server } from "node:http2";
import { type AddressInfo, createServer, type Server } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { decode, encode } from "dns-packet";
import { addToNtp, toNtp } from "../../probe/measure/ntp-time.ts";
import { decodeStampRequest, encodeStampReply } from "../../probe/measure/stamp-packet.ts";
import { TimedSocket } from "../../probe/measure/timed-socket.ts";
import { ISSUED_CERTIFICATE } from "../probe/helpers/tls-certificate.ts";
import { heldAsAddress } from "./held-address.ts";
import { monotonicUs } from "./messages.ts";

/** For how long the servers of protocols that cannot be told it hold every answer. */
const HELD_MS = 20;

/** Answers every name with the time for which it held the question, written as an address. */
export async function startHeldDns(): Promise<number> {
  const socket = createSocket("udp4");
  socket.on("message", (message, sender) => {
    const arrivedUs = monotonicUs();
    const { id = 0, questions = [] } = decode(message);
    const name = questions[0]?.name ?? "";
    setTimeout(() => {
      const data = heldAsAddress(monotonicUs() - arrivedUs);
      const answers = [{ type: "A" as const, name, ttl: 0, data }];
      socket.send(encode({ type: "response", id, questions, answers }), sender.port);
    }, HELD_MS);
  });
  return bound(socket);
}

/** A reflector that keeps every packet and says for how long (RFC 8762 §4.3.1). */
export async function startHeldReflector(): Promise<number> {
  const socket = createSocket("udp4");
  socket.on("message", (message, sender) => {
    const arrivedMs = performance.now();
    const receivedNtp = toNtp(Date.now());
    const request = decodeStampRequest(message);
    if (request === null) return;
    const { seq, errorEstimate } = request;
    setTimeout(() => {
      const sentNtp = addToNtp(receivedNtp, performance.now() - arrivedMs);
      const reply = encodeStampReply({ seq, receivedNtp, sentNtp, errorEstimate, request });
      socket.send(reply, sender.port, sender.address);
    }, HELD_MS);
  });
  return bound(socket);
}

/** From when to when a connection was held until the server's part of the handshake, by CLOCK_MONOTONIC. */
export type Held = readonly [fromUs: number, toUs: number];

/**
 * A TLS server that lets every connection wait before it looks at the handshake, and notes for how long, with
 * what it computes before it answers.
 */
export async function startHeldTls(note: (held: Held) => void): Promise<number> {
  const tls = createTlsServer(ISSUED_CERTIFICATE, (socket) => {
    socket.on("error", () => socket.destroy());
    socket.on("data", () => undefined).on("end", () => socket.end());
  });
  tls.on("tlsClientError", () => undefined);
  const tcp = createServer({ noDelay: true, pauseOnConnect: true }, (socket) => {
    const arrivedUs = monotonicUs();
    socket.on("error", () => socket.destroy());
    setTimeout(() => {
      let answers = 0;
      const wrote = () => {
        answers += 1;
        if (answers === 1) note([arrivedUs, monotonicUs()]);
      };
      const passed = new TimedSocket(socket, { wrote, read: ignore, worked: ignore });
      passed.on("error", ignore);
      tls.emit("connection", passed);
    }, HELD_MS);
  });
  return listening(tcp);
}

/** HTTP/2 in clear text; the path is the time to hold the answer for, as with HTTP/1.1. */
export async function startHeldHttp2(): Promise<number> {
  const server = createHttp2Server();
  server.on("session", (session) => session.on("error", () => session.destroy()));
  server.on("stream", (stream, headers) => {
    const arrivedUs = monotonicUs();
    stream.on("error", () => undefined);
    setTimeout(
      () => {
        if (stream.destroyed) return;
        const servedBy = `t-${arrivedUs}-${monotonicUs()}`;
        stream.respond({ ":status": 204, "served-by": servedBy }, { endStream: true });
      },
      Number(/^\/hold\/(\d+)/.exec(headers[":path"] ?? "")?.[1] ?? 0),
    );
  });
  return listening(server);
}

function ignore(): void {
  // Nothing to be done about it, or with it.
}

async function bound(socket: ReturnType<typeof createSocket>): Promise<number> {
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  return socket.address().port;
}

async function listening(server: Pick<Server, "listen" | "address">): Promise<number> {
  await new Promise<void>((resolve) =>
    server.listen({ port: 0, host: "127.0.0.1", backlog: 4_096 }, resolve),
  );
  return (server.address() as AddressInfo).port;
}
