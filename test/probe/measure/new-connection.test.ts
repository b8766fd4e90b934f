import { createServer as createHttpsServer } from "node:https";
import { createServer, type Server } from "node:net";
import { createServer as createTlsServer, type SecureContext } from "node:tls";
import { afterEach, describe, expect, it, vi } from "vitest";
import { allowEveryAddress } from "../../../probe/measure/address-guard.ts";
import { NameCache } from "../../../probe/measure/name-cache.ts";
import type { KernelTime, SocketPair } from "../../../probe/measure/socket-line.ts";
import { type SocketMetric, TargetMeasurer } from "../../../probe/measure/target-measurer.ts";
import { trustAlso } from "../../../probe/trust.ts";
import { freePort } from "../helpers/http-server.ts";
import {
  ISSUED_CERTIFICATE,
  TEST_AUTHORITY,
  TEST_CERTIFICATE,
} from "../helpers/tls-certificate.ts";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const close of closers.splice(0).reverse()) await close();
});

function measurer(url: string, metric: SocketMetric, trust: SecureContext | null = null) {
  const guard = allowEveryAddress;
  const target = { service: "shop", entry: "direct", endpoint: "eu", url } as const;
  const names = new NameCache(null, guard);
  return new TargetMeasurer(target, metric, { sourceAddress: null, guard, trust, names }, () => []);
}

/** Connects to a port by a kernel's clock that tells this; `seen` is what it was asked. */
function byKernel(port: number, told: KernelTime | null) {
  const seen: SocketPair[] = [];
  const kernelClock = {
    read(pair: SocketPair) {
      seen.push(pair);
      return Promise.resolve(told);
    },
  };
  const guard = allowEveryAddress;
  const url = `tcp://127.0.0.1:${port}`;
  const target = { service: "shop", entry: "direct", endpoint: "eu", url } as const;
  const context = { sourceAddress: null, guard, names: new NameCache(null, guard), kernelClock };
  // A thread that has stood still all the time, as far as its own clock is concerned.
  const stalls = () => [{ startMs: 0, endMs: Number.MAX_SAFE_INTEGER }];
  const measurer = new TargetMeasurer(target, "connect", context, stalls);
  return { seen, attempt: () => measurer.attempt(2_000) };
}

async function listen(server: Server, host = "127.0.0.1"): Promise<number> {
  server.on("connection", (socket) => socket.on("error", () => undefined));
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  closers.push(() => new Promise((resolve) => server.close(resolve)));
  return (server.address() as { port: number }).port;
}

describe("probe/measure/new-connection", () => {
  it("times connecting to a server that speaks no protocol at all", async () => {
    const port = await listen(createServer());
    const outcome = await measurer(`tcp://127.0.0.1:${port}`, "connect").attempt(2_000);
    expect(outcome).toMatchObject({ kind: "answer", address: "127.0.0.1" });
    expect(outcome.kind === "answer" && Object.keys(outcome.phasesUs)).toEqual(["connect"]);
  });

  it("connects over IPv6", async () => {
    const port = await listen(createServer(), "::1");
    const outcome = await measurer(`tcp://[::1]:${port}`, "connect").attempt(2_000);
    expect(outcome).toMatchObject({ kind: "answer", address: "::1" });
  });

  it("takes the kernel's time, which no stall of this thread can spoil, and then hangs up", async () => {
    const ports: (number | undefined)[] = [];
    let hungUp = 0;
    const server = createServer((socket) => {
      ports.push(socket.remotePort);
      socket.resume().on("close", () => {
        hungUp += 1;
      });
    });
    const port = await listen(server);
    const { seen, attempt } = byKernel(port, { rttUs: 321, retransmits: 0 });
    const exact = { rttUs: 321, uncertaintyUs: 0, tainted: false, clock: "kernel" };
    expect(await attempt()).toMatchObject({ ...exact, phasesUs: { connect: 321 } });
    await expect.poll(() => hungUp).toBe(1);
    expect(seen).toEqual([
      {
        localAddress: "127.0.0.1",
        localPort: ports[0],
        remoteAddress: "127.0.0.1",
        remotePort: port,
      },
    ]);
  });

  it("says so when its own clock has to do, and doubts that as ever", async () => {
    const port = await listen(createServer());
    const outcome = await byKernel(port, null).attempt();
    expect(outcome).toMatchObject({ kind: "answer", clock: "user" });
    expect(outcome.kind === "answer" && outcome.uncertaintyUs).toBeGreaterThan(0);
  });

  it("counts a connection as lost for which the kernel sent a second packet", async () => {
    const port = await listen(createServer());
    const outcome = await byKernel(port, { rttUs: 321, retransmits: 1 }).attempt();
    expect(outcome).toMatchObject({ kind: "lost" });
  });

  it("verifies certificates, and says why it trusts one not", async () => {
    let offered: string | false | null = null;
    const server = createTlsServer({ ...TEST_CERTIFICATE, ALPNProtocols: ["mqtt"] }, (socket) => {
      offered = socket.alpnProtocol;
    });
    server.on("tlsClientError", () => undefined);
    const port = await listen(server);
    const outcome = await measurer(`tls://127.0.0.1:${port}`, "tls").attempt(2_000);
    expect(outcome).toMatchObject({ kind: "failure", failure: "tls" });
    expect(outcome.kind === "failure" && outcome.detail).toContain("self-signed");
    expect(offered).not.toBe("http/1.1");
  });

  it.each(["tls", "ttfb_new", "echo_rtt"] as const)(
    "trusts an authority that it is told of, for %s, and still looks at the name",
    async (metric) => {
      const server = createHttpsServer(ISSUED_CERTIFICATE, (_request, response) => response.end());
      server.on("tlsClientError", () => undefined);
      closers.push(() => server.closeAllConnections());
      // Of every address, since the name in the certificate is not that of all of them.
      const port = await listen(server, "0.0.0.0");
      const trust = trustAlso(TEST_AUTHORITY);
      vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
      const attempt = (host: string, given: SecureContext | null) => {
        const created = measurer(`https://${host}:${port}`, metric, given);
        closers.push(() => created.close());
        return created.attempt(2_000);
      };
      expect(await attempt("localhost", trust)).toMatchObject({ kind: "answer" });
      expect(await attempt("127.0.0.1", trust)).toMatchObject({ kind: "answer" });
      const unknown = await attempt("localhost", null);
      expect(unknown).toMatchObject({ kind: "failure", failure: "tls" });
      const misnamed = await attempt("127.0.0.2", trust);
      expect(misnamed).toMatchObject({ kind: "failure", failure: "tls" });
      expect(misnamed.kind === "failure" && misnamed.detail).toContain("127.0.0.2");
    },
  );

  it("tells a closed port and a metric that the address cannot have", async () => {
    const port = await freePort();
    const closed = await measurer(`tcp://127.0.0.1:${port}`, "connect").attempt(2_000);
    expect(closed).toMatchObject({ kind: "failure", failure: "refused" });
    for (const metric of ["tls", "echo_rtt"] as const) {
      const wrong = await measurer(`tcp://127.0.0.1:${port}`, metric).attempt(2_000);
      const detail = `${metric} cannot be measured on tcp: addresses`;
      expect(wrong).toEqual({ kind: "failure", failure: "probe", detail });
    }
  });
});
