import type { AddressInfo } from "node:net";
import { createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { raisePriority } from "../../probe/privilege/thread-priority.ts";
import { ISSUED_CERTIFICATE } from "../probe/helpers/tls-certificate.ts";
import {
  type Held,
  startHeldDns,
  startHeldHttp2,
  startHeldReflector,
  startHeldTls,
} from "./held-servers.ts";
import { type FromServer, monotonicUs, type ToServer, type TruthPorts } from "./messages.ts";

const REQUEST = /^GET \/hold\/(\d+)(?:\?lossPerMille=(\d+)|\?\d+)? /;
const CLOSE = /\r\nconnection: close\r\n/i;
/** The second port's queue of connections is this short, so that the kernel drops further SYNs. */
const SHORT_BACKLOG = 1;

/**
 * The server that knows the truth: it holds each answer for the milliseconds that the path names, and
 * writes into the answer when it saw the request and when it let go of it. It leaves a share of the
 * requests unanswered where the path says so, all of them while it is told to be silent, and stops
 * accepting connections while it is told to freeze.
 */
export async function runTruthServer(): Promise<void> {
  // As if it were another machine: how long it is kept waiting here is no error of the probe's.
  raisePriority();
  let silentUntilUs = 0;
  let dropped = 0;

  function serve(socket: Socket): void {
    socket.setNoDelay(true);
    socket.on("error", () => socket.destroy());
    socket.on("data", (data) => {
      const arrivedUs = monotonicUs();
      const text = data.toString("latin1");
      const request = REQUEST.exec(text);
      if (request === null) {
        socket.destroy();
        return;
      }
      if (arrivedUs < silentUntilUs) return;
      if (Math.random() * 1_000 < Number(request[2] ?? 0)) {
        dropped += 1;
        return;
      }
      const isLast = CLOSE.test(text);
      setTimeout(() => {
        answer(socket, arrivedUs, isLast);
      }, Number(request[1]));
    });
  }

  const server = createServer(serve);
  const frozen = createServer(serve);
  const secure = createTlsServer(ISSUED_CERTIFICATE, serve);
  let handshakes: Held[] = [];
  const ports: TruthPorts = {
    port: await listen(server),
    frozenPort: await listen(frozen, SHORT_BACKLOG),
    httpsPort: await listen(secure),
    http2Port: await startHeldHttp2(),
    tlsPort: await startHeldTls((held) => void handshakes.push(held)),
    dnsPort: await startHeldDns(),
    udpPort: await startHeldReflector(),
  };
  const tell = (message: FromServer) => process.send?.(message);
  process.on("message", (message: ToServer) => {
    if (message === "count") tell({ dropped });
    else if (message === "handshakes") {
      tell({ handshakes });
      handshakes = [];
    } else if (message.kind === "silence") silentUntilUs = monotonicUs() + message.ms * 1_000;
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, message.ms);
  });
  process.on("disconnect", () => process.exit());
  tell(ports);
}

function answer(socket: Socket, arrivedUs: number, isLast: boolean): void {
  if (socket.destroyed) return;
  const connection = isLast ? "connection: close\r\n" : "";
  socket.write(
    `HTTP/1.1 204 No Content\r\n${connection}served-by: t-${arrivedUs}-${monotonicUs()}\r\n\r\n`,
    "latin1",
  );
  if (isLast) socket.end();
}

async function listen(server: Server, backlog = 4_096): Promise<number> {
  await new Promise<void>((resolve) =>
    server.listen({ port: 0, host: "127.0.0.1", backlog }, resolve),
  );
  return (server.address() as AddressInfo).port;
}
