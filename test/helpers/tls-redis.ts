import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer } from "node:tls";
import {
  ISSUED_CERTIFICATE,
  TEST_AUTHORITY,
  TEST_CERTIFICATE,
} from "../probe/helpers/tls-certificate.ts";
import { startTestRedis } from "./redis-server.ts";

/** The certificates of the tests as files, and the settings of a server that uses them. */
export type TlsFiles = {
  /** Whose certificates a client has to trust. */
  readonly ca: string;
  /** What a client shows where it is asked to. */
  readonly clientCert: string;
  readonly clientKey: string;
  readonly settings: readonly string[];
  remove(): Promise<void>;
};

export async function tlsFiles(): Promise<TlsFiles> {
  const dir = await mkdtemp(join(tmpdir(), "isochrone-tls-"));
  const file = async (name: string, text: string) => {
    await writeFile(join(dir, name), `${text}\n`);
    return join(dir, name);
  };
  const ca = await file("ca.pem", TEST_AUTHORITY);
  const cert = await file("cert.pem", ISSUED_CERTIFICATE.cert);
  const key = await file("key.pem", ISSUED_CERTIFICATE.key);
  const clientCert = await file("client.pem", TEST_CERTIFICATE.cert);
  const clientKey = await file("client-key.pem", TEST_CERTIFICATE.key);
  const trusted = await file("trusted.pem", `${TEST_AUTHORITY}\n${TEST_CERTIFICATE.cert}`);
  // Nodes of a cluster are clients of each other.
  const asClient = ["--tls-client-cert-file", clientCert, "--tls-client-key-file", clientKey];
  const asServer = ["--tls-cert-file", cert, "--tls-key-file", key, "--tls-ca-cert-file", trusted];
  const settings = [...asServer, ...asClient];
  return {
    ca,
    clientCert,
    clientKey,
    settings,
    remove: () => rm(dir, { recursive: true, force: true }),
  };
}

/** Whether the Redis of the tests was built with TLS. */
export async function speaksTls(files: TlsFiles): Promise<boolean> {
  try {
    const server = await startTestRedis(...files.settings, "--tls-port", "0");
    await server.stop();
    return true;
  } catch {
    return false;
  }
}

/** A server behind TLS on 127.0.0.1: its own, or one in front of it where it has none. */
export async function startTlsRedis(files: TlsFiles, ...args: string[]) {
  if (await speaksTls(files)) {
    const port = await freePort();
    const own = [...files.settings, "--bind", "127.0.0.1 127.0.0.2", "--tls-port", `${port}`];
    const server = await startTestRedis(...own, "--tls-auth-clients", "no", ...args);
    return { port, stop: () => server.stop() };
  }
  const server = await startTestRedis(...args);
  const front = createServer(ISSUED_CERTIFICATE, (socket) => {
    const inner = connect(server.socketPath);
    socket.pipe(inner).pipe(socket);
    for (const end of [socket, inner]) {
      end.on("error", () => {
        socket.destroy();
        inner.destroy();
      });
    }
  }).listen(0);
  await once(front, "listening");
  const stop = async () => {
    front.close();
    await server.stop();
  };
  return { port: (front.address() as { port: number }).port, stop };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
