import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { Metric } from "../../../probe/contract/metric.ts";
import { createAddressGuard } from "../../../probe/measure/address-guard.ts";
import { hostOf } from "../../../probe/measure/connect-address.ts";
import { NameCache } from "../../../probe/measure/name-cache.ts";
import { TargetMeasurer } from "../../../probe/measure/target-measurer.ts";

const closers: (() => unknown)[] = [];
afterEach(() => {
  for (const close of closers.splice(0).reverse()) close();
});

describe("probe/measure/connect-address", () => {
  it.each([
    ["127.2", "127.0.0.2"],
    ["2130706434", "127.0.0.2"],
    ["0177.0.0.2", "127.0.0.2"],
    ["0x7f000002", "127.0.0.2"],
    ["%31%32%37.0.0.2", "127.0.0.2"],
    ["127.0.0.2.", "127.0.0.2"],
    ["user@127.0.0.2", "127.0.0.2"],
    ["[::1]", "::1"],
    ["[::ffff:127.0.0.2]", "::ffff:7f00:2"],
    ["DB.example", "db.example"],
    ["m%C3%BCnchen.example", "xn--mnchen-3ya.example"],
    ["a_b.example", "a_b.example"],
  ])("reads the host %s alike in every scheme", (host, expected) => {
    for (const scheme of ["http", "https", "tcp", "tls", "udp", "icmp"]) {
      expect([scheme, hostOf(new URL(`${scheme}://${host}:9`))]).toEqual([scheme, expected]);
    }
  });

  it("leaves a host alone that http could not have", () => {
    expect(hostOf(new URL("tcp://1.2.3.4.5:9"))).toBe("1.2.3.4.5");
    expect(hostOf(new URL("udp:nothing"))).toBe("");
  });

  // No assignment may hold these (see the contract); the guard must not depend on that.
  it.each([
    ["connect", "tcp"],
    ["tls", "tls"],
    ["udp_rtt", "udp"],
  ] satisfies [Metric, string][])(
    "lets %s be deceived by nothing before the host",
    async (metric, scheme) => {
      const intruders: string[] = [];
      const server = createServer((socket) => {
        intruders.push("tcp");
        socket.destroy();
      });
      server.listen(0, "127.0.0.2");
      await once(server, "listening");
      const { port } = server.address() as { port: number };
      const udp = createSocket("udp4", () => intruders.push("udp"));
      udp.bind(port, "127.0.0.2");
      await once(udp, "listening");
      closers.push(
        () => server.close(),
        () => udp.close(),
      );
      const guard = createAddressGuard(["127.0.0.1/32"]);
      for (const before of ["127.0.0.1@", "127.0.0.1:80@", "127.0.0.1%2F@", "a:b@c@"]) {
        const url = `${scheme}://${before}127.0.0.2:${port}`;
        const measurer = new TargetMeasurer(
          { service: "shop", entry: "direct", endpoint: "eu", url },
          metric,
          { sourceAddress: null, guard, names: new NameCache(null, guard) },
          () => [],
        );
        const outcome = await measurer.attempt(2_000);
        expect([url, outcome]).toMatchObject([url, { kind: "failure", failure: "blocked" }]);
        measurer.close();
      }
      expect(intruders).toEqual([]);
    },
  );
});
