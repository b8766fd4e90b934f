import {
  createSecureServer,
  createServer,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from "node:http2";
import type { AddressInfo, Socket } from "node:net";
import { TEST_CERTIFICATE } from "./tls-certificate.ts";

/** An HTTP/2 server on a free loopback port, with the connections it has accepted. */
export interface TestHttp2Server {
  url: string;
  port: number;
  /** TCP connections accepted so far. */
  connections(): number;
  close(): Promise<void>;
}

/** Starts an HTTP/2 server, over TLS as `localhost` or over clear text, that answers as `handle` says. */
export async function startHttp2Server(
  handle: (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => void,
  { isSecure = false, host = "127.0.0.1" } = {},
): Promise<TestHttp2Server> {
  const server = isSecure ? createSecureServer(TEST_CERTIFICATE) : createServer();
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on(isSecure ? "secureConnection" : "connection", (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on("error", () => undefined);
  });
  server.on("session", (session: ServerHttp2Session) => session.on("error", () => undefined));
  server.on("stream", (stream: ServerHttp2Stream, headers) => {
    stream.on("error", () => undefined);
    handle(stream, headers);
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  const name = isSecure ? "localhost" : host.includes(":") ? `[${host}]` : host;
  return {
    url: `${isSecure ? "https" : "http"}://${name}:${port}`,
    port,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
