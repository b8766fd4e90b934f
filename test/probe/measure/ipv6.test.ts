import { createServer } from "node:net";
import { networkInterfaces } from "node:os";
import { createServer as createTlsServer } from "node:tls";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Target } from "../../../probe/contract/assignment.ts";
import { createAddressGuard } from "../../../probe/measure/address-guard.ts";
import { NameCache } from "../../../probe/measure/name-cache.ts";
import { type SocketMetric, TargetMeasurer } from "../../../probe/measure/target-measurer.ts";
import { startReflector } from "../../../probe/reflect/reflector.ts";
import { startDnsServer } from "../helpers/dns-server.ts";
import { startHttpServer } from "../helpers/http-server.ts";
import { startHttp2Server } from "../helpers/http2-server.ts";
import { TEST_CERTIFICATE } from "../helpers/tls-certificate.ts";
import { trustTestCertificate } from "../helpers/trust-certificate.ts";

const HOST = "::1";
const hasIpv6 = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .some(({ address }) => address === HOST);

const closers: (() => unknown)[] = [];
beforeEach(trustTestCertificate);
afterEach(async () => {
  vi.restoreAllMocks();
  for (const close of closers.splice(0).reverse()) await close();
});

/** A name server at ::1 that knows localhost by its IPv6 address alone, as the certificate names it. */
async function serveNames() {
  const dns = await startDnsServer(
    (packet) =>
      packet.questions?.[0]?.type === "AAAA"
        ? { answers: [{ type: "AAAA", name: "localhost", ttl: 60, data: HOST }] }
        : {},
    HOST,
  );
  closers.push(dns.close);
  return { address: dns.address, port: dns.port };
}

async function serveWeb(): Promise<string> {
  const server = await startHttpServer((_request, response) => response.end(), 0, HOST);
  closers.push(server.close);
  return `http://[${HOST}]:${server.port}/`;
}

async function serveHttp2(isSecure: boolean): Promise<string> {
  const server = await startHttp2Server(
    (stream) => {
      stream.respond({ ":status": 200 });
      stream.end();
    },
    { isSecure, host: HOST },
  );
  closers.push(server.close);
  return server.url;
}

async function serveSockets(isSecure: boolean): Promise<number> {
  const server = isSecure ? createTlsServer(TEST_CERTIFICATE) : createServer();
  server.on("connection", (socket) => socket.on("error", () => undefined));
  await new Promise<void>((resolve) => server.listen(0, HOST, resolve));
  closers.push(() => server.close());
  return (server.address() as { port: number }).port;
}

async function serveEchoes(): Promise<string> {
  const reflector = await startReflector({ address: HOST, port: 0, packetsPerSecond: 100 });
  closers.push(() => reflector.close());
  return `udp://[${HOST}]:${reflector.port}`;
}

type Way = () => Promise<Pick<Target, "url" | "resolver" | "httpVersion">>;
const WAYS: [string, SocketMetric, Way][] = [
  ["HTTP/1.1", "echo_rtt", async () => ({ url: await serveWeb() })],
  ["HTTP/2", "echo_rtt", async () => ({ url: await serveHttp2(false), httpVersion: "2" })],
  ["HTTP/1.1", "ttfb_new", async () => ({ url: await serveWeb() })],
  [
    "HTTP/2 over TLS, by name",
    "ttfb_new",
    async () => ({
      url: await serveHttp2(true),
      httpVersion: "2",
      resolver: await serveNames(),
    }),
  ],
  ["TCP", "connect", async () => ({ url: `tcp://[${HOST}]:${await serveSockets(false)}` })],
  [
    "TLS, by name",
    "tls",
    async () => ({
      url: `tls://localhost:${await serveSockets(true)}`,
      resolver: await serveNames(),
    }),
  ],
  ["UDP", "dns", async () => ({ url: "http://localhost/", resolver: await serveNames() })],
  ["STAMP", "udp_rtt", async () => ({ url: await serveEchoes() })],
];

const title = hasIpv6 ? "over IPv6" : "over IPv6 (skipped: this machine has no ::1)";
describe.skipIf(!hasIpv6)(title, () => {
  it.each(WAYS)("times %s: %s", async (_name, metric, way) => {
    const target = { service: "shop", entry: "direct", endpoint: "eu", ...(await way()) } as const;
    const guard = createAddressGuard(["::1/128"]);
    const created = new TargetMeasurer(
      target,
      metric,
      {
        sourceAddress: HOST,
        guard,
        names: new NameCache(HOST, guard, { family: 6 }),
        recordType: "AAAA",
      },
      () => [],
    );
    closers.push(() => created.close());
    for (let attempt = 0; attempt < 2; attempt += 1) {
      expect(await created.attempt(5_000)).toMatchObject({ kind: "answer", address: HOST });
    }
  });
});
