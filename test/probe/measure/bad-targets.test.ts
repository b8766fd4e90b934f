import { createServer } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { Resolver } from "../../../probe/contract/target-address.ts";
import { createAddressGuard } from "../../../probe/measure/address-guard.ts";
import { NameCache } from "../../../probe/measure/name-cache.ts";
import { type SocketMetric, TargetMeasurer } from "../../../probe/measure/target-measurer.ts";
import { startDnsServer } from "../helpers/dns-server.ts";
import { freePort } from "../helpers/http-server.ts";

const NXDOMAIN = 3;
const SCHEMES: readonly (readonly [SocketMetric, string])[] = [
  ["echo_rtt", "http"],
  ["echo_rtt", "https"],
  ["ttfb_new", "http"],
  ["ttfb_new", "https"],
  ["connect", "tcp"],
  ["tls", "tls"],
  ["udp_rtt", "udp"],
];

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function attempt(metric: SocketMetric, url: string, resolver?: Resolver, timeoutMs = 2_000) {
  const guard = createAddressGuard(["127.0.0.0/8"]);
  const target = { service: "shop", entry: "direct", endpoint: "eu", url } as const;
  const measurer = new TargetMeasurer(
    resolver === undefined ? target : { ...target, resolver },
    metric,
    { sourceAddress: null, guard, names: new NameCache(null, guard) },
    () => [],
  );
  closers.push(() => measurer.close());
  return measurer.attempt(timeoutMs);
}

describe("probe/measure with targets that are not there", () => {
  it.each(SCHEMES)("says that nobody listens: %s of %s", async (metric, scheme) => {
    const port = await freePort();
    expect(await attempt(metric, `${scheme}://127.0.0.1:${port}`)).toMatchObject({
      failure: "refused",
      detail: expect.stringMatching(/ECONNREFUSED/),
    });
  });

  it.each(SCHEMES)("says that a name stands for nothing: %s of %s", async (metric, scheme) => {
    const dns = await startDnsServer(() => ({ flags: NXDOMAIN }));
    closers.push(dns.close);
    const resolver = { address: dns.address, port: dns.port };
    expect(await attempt(metric, `${scheme}://none.example:9`, resolver)).toMatchObject({
      failure: "dns",
      detail: expect.stringMatching(/NXDOMAIN/),
    });
  });

  it("says that nobody listens where a resolver should, and what a resolver answers", async () => {
    const nobody = { address: "127.0.0.1", port: await freePort() };
    expect(await attempt("dns", "http://none.example/", nobody)).toMatchObject({
      failure: "refused",
      detail: expect.stringMatching(/ECONNREFUSED/),
    });
    const dns = await startDnsServer(() => ({ flags: NXDOMAIN }));
    closers.push(dns.close);
    const resolver = { address: dns.address, port: dns.port };
    expect(await attempt("dns", "http://none.example/", resolver)).toMatchObject({
      failure: "dns",
      detail: expect.stringMatching(/NXDOMAIN/),
    });
  });

  it("says that a server speaks no TLS, or hangs up on it", async () => {
    for (const answer of ["220 mail.example ESMTP\r\n", null]) {
      const server = createServer((socket) => {
        socket.on("error", () => undefined);
        if (answer === null) socket.once("data", () => socket.end());
        else socket.end(answer);
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      closers.push(() => server.close());
      const { port } = server.address() as { port: number };
      const outcome = await attempt("tls", `tls://127.0.0.1:${port}`);
      const failure = answer === null ? "reset" : "tls";
      expect(outcome).toMatchObject({ kind: "failure", failure });
    }
  });

  it.each([
    ["tls", "tls"],
    ["ttfb_new", "https"],
  ] as const)(
    "tells a server that resets TLS from one that says nothing: %s",
    async (metric, scheme) => {
      const closed: boolean[] = [];
      for (const doesReset of [true, false]) {
        const server = createServer((socket) => {
          socket.on("error", () => undefined);
          socket.on("close", () => closed.push(doesReset));
          socket.once("data", () => {
            if (doesReset) socket.resetAndDestroy();
          });
        });
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        closers.push(() => server.close());
        const { port } = server.address() as { port: number };
        const outcome = await attempt(metric, `${scheme}://127.0.0.1:${port}`, undefined, 300);
        expect(outcome).toMatchObject(doesReset ? { failure: "reset" } : { kind: "lost" });
        // Who gives up hangs up.
        await expect.poll(() => closed).toContain(doesReset);
      }
    },
  );
});
