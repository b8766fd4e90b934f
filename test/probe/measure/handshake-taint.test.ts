import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo, Server } from "node:net";
import tls from "node:tls";
import { afterEach, describe, expect, it, vi } from "vitest";
import { allowEveryAddress } from "../../../probe/measure/address-guard.ts";
import { NameCache } from "../../../probe/measure/name-cache.ts";
import type { Outcome } from "../../../probe/measure/outcome.ts";
import type { Stall } from "../../../probe/measure/taint.ts";
import { type SocketMetric, TargetMeasurer } from "../../../probe/measure/target-measurer.ts";
import { trustAlso } from "../../../probe/trust.ts";
import { ISSUED_CERTIFICATE, TEST_AUTHORITY } from "../helpers/tls-certificate.ts";

const HELD_MS = 30;
const ARITHMETIC_MS = 200;

const closers: (() => unknown)[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  for (const close of closers.splice(0).reverse()) await close();
});

/** A server over TLS that lets every connection wait before it looks at it. */
async function startSlowServer(): Promise<number> {
  const server = createHttpsServer(ISSUED_CERTIFICATE, (_request, response) => response.end());
  const handle = server.listeners("connection");
  server.removeAllListeners("connection");
  server.on("connection", (socket) => {
    socket.pause();
    setTimeout(() => {
      for (const listener of handle) listener.call(server, socket);
    }, HELD_MS);
  });
  server.on("tlsClientError", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return ((server as Server).address() as AddressInfo).port;
}

/** One attempt; the thread is said to have computed until the attempt is judged, for so long, or not to have been woken. */
async function attemptWith(
  metric: SocketMetric,
  lengthMs: number,
  busyMs = lengthMs,
): Promise<Outcome> {
  const port = await startSlowServer();
  const guard = allowEveryAddress;
  const measurer = new TargetMeasurer(
    { service: "shop", entry: "direct", endpoint: "eu", url: `https://127.0.0.1:${port}/` },
    metric,
    {
      sourceAddress: null,
      guard,
      trust: trustAlso(TEST_AUTHORITY),
      names: new NameCache(null, guard),
    },
    (): readonly Stall[] => {
      const endMs = performance.now();
      return [{ startMs: endMs - lengthMs, endMs, busyMs }];
    },
  );
  closers.push(() => measurer.close());
  return measurer.attempt(5_000);
}

describe("doubt in a TLS handshake", () => {
  it.each(["tls", "ttfb_new"] as const)(
    "is not raised by its own arithmetic, which comes after the wait: %s",
    async (metric) => {
      const check = tls.checkServerIdentity;
      vi.spyOn(tls, "checkServerIdentity").mockImplementation((...parameters) => {
        const untilMs = performance.now() + ARITHMETIC_MS;
        while (performance.now() < untilMs);
        return check(...parameters);
      });
      const outcome = await attemptWith(metric, ARITHMETIC_MS);
      expect(tls.checkServerIdentity).toHaveBeenCalledOnce();
      if (outcome.kind !== "answer") throw new Error(outcome.detail);
      // The server shares this thread, so a part of what it computes is rightly doubted.
      expect(outcome.uncertaintyUs).toBeLessThan((ARITHMETIC_MS * 1_000) / 2);
    },
  );

  it("is raised by a thread that stood still while the server was waited for", async () => {
    const outcome = await attemptWith("tls", 10_000, 0);
    expect(outcome).toMatchObject({ kind: "answer", tainted: true });
    if (outcome.kind !== "answer") return;
    // Never more than the time itself, but for rounding.
    expect(outcome.uncertaintyUs).toBeGreaterThanOrEqual((HELD_MS - 1) * 1_000);
    expect(outcome.uncertaintyUs).toBeLessThanOrEqual(outcome.rttUs + 3);
  });

  it("is raised for a first byte over TLS, handshake and answer together", async () => {
    const outcome = await attemptWith("ttfb_new", 10_000, 0);
    expect(outcome).toMatchObject({ kind: "answer", tainted: true });
    if (outcome.kind !== "answer") return;
    expect(Object.keys(outcome.phasesUs)).toEqual(["connect", "tls", "response"]);
    expect(outcome.uncertaintyUs).toBeLessThanOrEqual(outcome.rttUs + 3);
  });

  it("hangs up after each attempt", async () => {
    const port = await startSlowServer();
    const guard = allowEveryAddress;
    for (const metric of ["tls", "ttfb_new"] as const) {
      const measurer = new TargetMeasurer(
        { service: "shop", entry: "direct", endpoint: "eu", url: `https://127.0.0.1:${port}/` },
        metric,
        {
          sourceAddress: null,
          guard,
          trust: trustAlso(TEST_AUTHORITY),
          names: new NameCache(null, guard),
        },
        () => [],
      );
      expect(await measurer.attempt(5_000)).toMatchObject({ kind: "answer" });
      measurer.close();
    }
    await expect
      .poll(
        () => process.getActiveResourcesInfo().filter((name) => name === "TCPSocketWrap").length,
      )
      .toBe(0);
  });
});
