import type { Packet } from "dns-packet";
import { afterEach, describe, expect, it } from "vitest";
import { allowEveryAddress } from "../../../probe/measure/address-guard.ts";
import type { AddressType } from "../../../probe/measure/dns-message.ts";
import { NameCache } from "../../../probe/measure/name-cache.ts";
import type { Outcome } from "../../../probe/measure/outcome.ts";
import { TargetMeasurer } from "../../../probe/measure/target-measurer.ts";
import { addressRecord, startDnsServer, type TestDnsServer } from "../helpers/dns-server.ts";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function serve(...parameters: Parameters<typeof startDnsServer>): Promise<TestDnsServer> {
  const server = await startDnsServer(...parameters);
  closers.push(server.close);
  return server;
}

function ask(
  { address, port }: TestDnsServer,
  { clientSubnet, recordType }: { clientSubnet?: string; recordType?: AddressType } = {},
): Promise<Outcome> {
  const guard = allowEveryAddress;
  const resolver = { address, port, ...(clientSubnet === undefined ? {} : { clientSubnet }) };
  const url = "https://app.example/";
  return new TargetMeasurer(
    { service: "shop", entry: "dns", endpoint: null, url, resolver },
    "dns",
    {
      sourceAddress: null,
      guard,
      names: new NameCache(null, guard),
      ...(recordType === undefined ? {} : { recordType }),
    },
    () => [],
  ).attempt(2_000);
}

const AUTHORITATIVE = 0x0400;
const TRUNCATED = 0x0200;
const ADDRESS = addressRecord("lb.example", "192.0.2.1", 60);
const ALIAS = { type: "CNAME", name: "app.example", ttl: 20, data: "lb.example" } as const;

/** The record by which a server says for how wide a block its answer holds. */
function scopeRecord(ip: string, sourcePrefixLength: number, scopePrefixLength: number) {
  const option = { code: 8, type: "CLIENT_SUBNET", ip, sourcePrefixLength, scopePrefixLength };
  return {
    type: "OPT",
    name: ".",
    udpPayloadSize: 1_232,
    extendedRcode: 0,
    ednsVersion: 0,
    flags: 0,
    flag_do: false,
    options: [option],
  } as unknown as NonNullable<Packet["additionals"]>[number];
}

describe("probe/measure/dns-lookup", () => {
  it("tells the chain with its TTLs, and that an authoritative server answered", async () => {
    const server = await serve(() => ({ flags: AUTHORITATIVE, answers: [ALIAS, ADDRESS] }));
    expect(await ask(server)).toMatchObject({
      kind: "answer",
      address: "127.0.0.1",
      answers: ["192.0.2.1"],
      lookup: {
        server: `127.0.0.1:${server.port}`,
        transport: "udp",
        authoritative: true,
        truncated: false,
        records: [
          { name: "app.example", type: "CNAME", ttlS: 20, data: "lb.example" },
          { name: "lb.example", type: "A", ttlS: 60, data: "192.0.2.1" },
        ],
        clientSubnet: null,
        scopePrefix: null,
      },
    });
  });

  it("asks over TCP when the answer was truncated, and says so", async () => {
    const server = await serve((_packet, transport) =>
      transport === "udp" ? { flags: TRUNCATED } : { answers: [ADDRESS] },
    );
    expect(await ask(server)).toMatchObject({
      answers: ["192.0.2.1"],
      lookup: { transport: "tcp", truncated: true, authoritative: false },
    });
    expect(server.questions.map(({ transport }) => transport)).toEqual(["udp", "tcp"]);
  });

  it.each([
    ["203.0.113.0/24", "203.0.113.0", 24, 20],
    ["2001:db8:12::/48", "2001:db8:12::", 48, 32],
  ])("sends the client subnet %s and tells the scope of the answer", async (...block) => {
    const [clientSubnet, ip, prefix, scope] = block;
    const server = await serve(() => ({
      answers: [ADDRESS],
      additionals: [scopeRecord(ip, prefix, scope)],
    }));
    expect(await ask(server, { clientSubnet })).toMatchObject({
      lookup: { clientSubnet, scopePrefix: scope },
    });
    const asked = JSON.stringify(server.questions[0]?.packet.additionals);
    expect(asked).toContain(`"sourcePrefixLength":${prefix}`);
    expect(asked).toContain(ip);
  });

  it("asks for IPv6 addresses where that is wanted", async () => {
    const server = await serve((packet) =>
      packet.questions?.[0]?.type === "AAAA"
        ? { answers: [{ type: "AAAA", name: "app.example", ttl: 5, data: "2001:db8::1" }] }
        : {},
    );
    expect(await ask(server, { recordType: "AAAA" })).toMatchObject({ answers: ["2001:db8::1"] });
    const failure = { kind: "failure", failure: "dns", detail: "app.example has no A record" };
    expect(await ask(server)).toEqual(failure);
  });
});
