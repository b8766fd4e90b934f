import { createSocket } from "node:dgram";
import type { AddressInfo, Server } from "node:net";
import { createSecureContext, createServer as createTlsServer } from "node:tls";
import { decode, encode } from "dns-packet";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Target } from "../../../probe/contract/assignment.ts";
import { createAddressGuard } from "../../../probe/measure/address-guard.ts";
import { UNKNOWN_ERROR } from "../../../probe/measure/error-estimate.ts";
import { NameCache } from "../../../probe/measure/name-cache.ts";
import { toNtp } from "../../../probe/measure/ntp-time.ts";
import { decodeStampRequest, encodeStampReply } from "../../../probe/measure/stamp-packet.ts";
import { type SocketMetric, TargetMeasurer } from "../../../probe/measure/target-measurer.ts";
import { trustAlso } from "../../../probe/trust.ts";
import { addressRecord } from "../helpers/dns-server.ts";
import { startHttpServer } from "../helpers/http-server.ts";
import { ISSUED_CERTIFICATE, TEST_AUTHORITY } from "../helpers/tls-certificate.ts";

const STEP_MS = 5_000;
const DELAY_MS = 20;
const closers: (() => unknown)[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  for (const close of closers.splice(0).reverse()) await close();
});

/** Every look at the wall clock finds it 5 s further away from the true time, ahead and behind in turn. */
function unsettleWallClock(): void {
  const realNow = Date.now;
  let looks = 0;
  vi.spyOn(Date, "now").mockImplementation(() => {
    looks += 1;
    return realNow() + (looks % 2 === 0 ? -1 : 1) * looks * STEP_MS;
  });
}

async function startHttp() {
  const server = await startHttpServer((_request, response) => {
    setTimeout(() => response.end("ok"), DELAY_MS);
  });
  closers.push(server.close);
  return server;
}

/** A server that thinks before it shows its certificate. */
async function startTls(): Promise<number> {
  const context = createSecureContext(ISSUED_CERTIFICATE);
  const server: Server = createTlsServer({
    SNICallback: (_name, chosen) => setTimeout(() => chosen(null, context), DELAY_MS),
  });
  server.on("connection", (socket) => socket.on("error", () => undefined));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

/** Answers packets after a while; the reply does not say that it was kept. */
async function startUdp(reply: (message: Buffer) => Buffer): Promise<number> {
  const socket = createSocket("udp4");
  let isOpen = true;
  socket.on("message", (message, { port, address }) => {
    setTimeout(() => isOpen && socket.send(reply(message), port, address), DELAY_MS);
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  closers.push(() => {
    isOpen = false;
    socket.close();
  });
  return socket.address().port;
}

function reflect(message: Buffer): Buffer {
  const request = decodeStampRequest(message);
  if (request === null) throw new Error("the probe sent no request");
  const atNtp = toNtp(1_800_000_000_000);
  return encodeStampReply({
    seq: request.seq,
    receivedNtp: atNtp,
    sentNtp: atNtp,
    errorEstimate: UNKNOWN_ERROR,
    request,
  });
}

function resolveName(message: Buffer): Buffer {
  const { id = 0, questions = [] } = decode(message);
  const answers = [addressRecord("app.example", "192.0.2.1", 60)];
  return encode({ type: "response", id, questions, answers });
}

/** Where to measure a metric, and the least that it takes; connecting cannot be held up. */
const PLACES: Record<
  SocketMetric,
  () => Promise<Pick<Target, "url" | "resolver"> & { leastUs: number }>
> = {
  echo_rtt: async () => ({ url: (await startHttp()).url, leastUs: 19_000 }),
  ttfb_new: async () => ({ url: (await startHttp()).url, leastUs: 19_000 }),
  connect: async () => ({ url: `tcp://127.0.0.1:${(await startHttp()).port}`, leastUs: 2 }),
  tls: async () => ({ url: `tls://localhost:${await startTls()}`, leastUs: 19_000 }),
  udp_rtt: async () => ({ url: `udp://127.0.0.1:${await startUdp(reflect)}`, leastUs: 19_000 }),
  dns: async () => {
    const resolver = { address: "127.0.0.1", port: await startUdp(resolveName) };
    return { url: "http://app.example/", resolver, leastUs: 19_000 };
  },
};

describe("probe/measure", () => {
  it.each(Object.keys(PLACES) as SocketMetric[])(
    "times %s alike while the wall clock is stepped",
    async (metric) => {
      const { leastUs, ...place } = await PLACES[metric]();
      const guard = createAddressGuard(["127.0.0.0/8"]);
      unsettleWallClock();
      const measurer = new TargetMeasurer(
        { service: "shop", entry: "direct", endpoint: "eu", ...place },
        metric,
        {
          sourceAddress: null,
          guard,
          trust: trustAlso(TEST_AUTHORITY),
          names: new NameCache(null, guard),
        },
        () => [],
      );
      closers.push(() => measurer.close());
      for (let attempt = 0; attempt < 4; attempt += 1) {
        const outcome = await measurer.attempt(2_000);
        if (outcome.kind !== "answer") throw new Error(`${outcome.kind}: ${outcome.detail}`);
        // A step would show as 5 s more, or as the least that an answer may have.
        expect(outcome.rttUs).toBeGreaterThanOrEqual(leastUs);
        expect(outcome.rttUs).toBeLessThan(1_000_000);
      }
    },
  );
});
