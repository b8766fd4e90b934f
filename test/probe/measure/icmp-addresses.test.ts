import { afterEach, describe, expect, it } from "vitest";
import { createAddressGuard } from "../../../probe/measure/address-guard.ts";
import { IcmpAddresses } from "../../../probe/measure/icmp-addresses.ts";
import { NameCache } from "../../../probe/measure/name-cache.ts";
import { addressRecord, startDnsServer, type TestDnsServer } from "../helpers/dns-server.ts";

let server: TestDnsServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

function addressesOf(urls: readonly string[], sourceAddress: string | null = null) {
  const guard = createAddressGuard(["127.0.0.0/8", "::1/128"]);
  let nowMs = 0;
  const names = new NameCache(sourceAddress, guard, { nowMs: () => nowMs });
  const resolver = server === null ? {} : { resolver: { address: "127.0.0.1", port: server.port } };
  const addresses = new IcmpAddresses(
    urls.map((url) => ({ url, ...resolver })),
    { sourceAddress, guard, names },
  );
  return {
    addresses,
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

describe("probe/measure/icmp-addresses", () => {
  it("gives out checked addresses only, whatever a name or an address says", async () => {
    server = await startDnsServer((packet) => {
      const name = packet.questions?.[0]?.name ?? "";
      const data = name.startsWith("meta") ? "169.254.169.254" : "127.0.0.7";
      return {
        answers: packet.questions?.[0]?.type === "A" ? [addressRecord(name, data, 60)] : [],
      };
    });
    const { addresses } = addressesOf([
      "icmp://127.0.0.1",
      "icmp://[::1]",
      "icmp://10.0.0.1",
      "icmp://meta.example",
      "icmp://app.example",
      "https://app.example",
    ]);
    expect(addresses.current()[4]).toBeNull();
    await addresses.settled(5_000);
    const blocked = { kind: "failure", failure: "blocked" };
    expect(addresses.current()).toMatchObject([
      { address: "127.0.0.1" },
      { address: "::1" },
      blocked,
      blocked,
      { address: "127.0.0.7" },
      { failure: "probe", detail: expect.stringContaining("https:") },
    ]);
  });

  it("follows a name at its TTL and keeps the old address until the new answer is there", async () => {
    let data = "127.0.0.7";
    server = await startDnsServer((packet) => ({
      answers: [addressRecord(packet.questions?.[0]?.name ?? "", data, 30)],
    }));
    const { addresses, pass } = addressesOf(["icmp://app.example"]);
    addresses.current();
    await addresses.settled(5_000);
    expect(addresses.current()).toEqual([{ address: "127.0.0.7" }]);
    data = "127.0.0.8";
    pass(29_000);
    expect(addresses.current()).toEqual([{ address: "127.0.0.7" }]);
    pass(2_000);
    expect(addresses.current()).toEqual([{ address: "127.0.0.7" }]);
    await addresses.settled(5_000);
    expect(addresses.current()).toEqual([{ address: "127.0.0.8" }]);
    expect(server.questions).toHaveLength(2);
  });

  it("tells a name without an address and a source of the other family", async () => {
    server = await startDnsServer(() => ({ rcode: "NXDOMAIN" }) as never);
    const { addresses } = addressesOf(["icmp://none.example", "icmp://[::1]"], "127.0.0.1");
    addresses.current();
    await addresses.settled(5_000);
    expect(addresses.current()).toMatchObject([{ failure: "dns" }, { failure: "probe" }]);
  });
});
