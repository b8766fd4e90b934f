import { afterEach, describe, expect, it } from "vitest";
import { createAddressGuard } from "../../../probe/measure/address-guard.ts";
import { NameCache } from "../../../probe/measure/name-cache.ts";
import { addressRecord, startDnsServer, type TestDnsServer } from "../helpers/dns-server.ts";

let server: TestDnsServer;
afterEach(() => server.close());

const loopback = createAddressGuard(["127.0.0.0/8"]);
const resolverOf = ({ address, port }: TestDnsServer) => ({ address, port });

describe("probe/measure/name-cache", () => {
  it("keeps an answer exactly as long as its TTL and then follows the new one", async () => {
    let address = "192.0.2.1";
    server = await startDnsServer(() => ({ answers: [addressRecord("app.example", address, 30)] }));
    let nowMs = 0;
    const names = new NameCache(null, loopback, { nowMs: () => nowMs });
    const resolve = () => names.resolve("app.example", resolverOf(server));
    expect(await resolve()).toEqual(["192.0.2.1"]);
    address = "192.0.2.2";
    nowMs = 29_999;
    expect(await resolve()).toEqual(["192.0.2.1"]);
    nowMs = 30_000;
    expect(await resolve()).toEqual(["192.0.2.2"]);
    expect(server.questions).toHaveLength(2);
  });

  it("asks once for attempts that need the name at the same time", async () => {
    server = await startDnsServer(() => ({
      answers: [addressRecord("a.example", "192.0.2.1", 0)],
    }));
    const names = new NameCache(null, loopback);
    await Promise.all([1, 2, 3].map(async () => names.resolve("a.example", resolverOf(server))));
    expect(server.questions).toHaveLength(1);
    await names.resolve("a.example", resolverOf(server));
    expect(server.questions).toHaveLength(2);
  });

  it("does not keep a failure", async () => {
    let isBroken = true;
    server = await startDnsServer(() =>
      isBroken ? { flags: 3 } : { answers: [addressRecord("a.example", "192.0.2.1", 5)] },
    );
    const names = new NameCache(null, loopback);
    const resolve = async () => names.resolve("a.example", resolverOf(server));
    await expect(resolve()).rejects.toThrow("NXDOMAIN");
    isBroken = false;
    expect(await resolve()).toEqual(["192.0.2.1"]);
  });

  it("goes over to TCP when the answer did not fit", async () => {
    server = await startDnsServer((_packet, transport) =>
      transport === "udp"
        ? { flags: 0x0200 }
        : { answers: [addressRecord("a.example", "192.0.2.9", 5)] },
    );
    const names = new NameCache(null, loopback);
    expect(await names.resolve("a.example", resolverOf(server))).toEqual(["192.0.2.9"]);
    expect(server.questions.map(({ transport }) => transport)).toEqual(["udp", "tcp"]);
  });

  it("asks for IPv6 addresses where a name has no others", async () => {
    server = await startDnsServer((packet) =>
      packet.questions?.[0]?.type === "AAAA"
        ? { answers: [{ type: "AAAA", name: "a.example", ttl: 5, data: "2001:db8::1" }] }
        : {},
    );
    const names = new NameCache(null, loopback);
    expect(await names.resolve("a.example", resolverOf(server))).toEqual(["2001:db8::1"]);
  });

  it("refuses a resolver that must not be asked", async () => {
    server = await startDnsServer(() => ({}));
    const names = new NameCache(null, createAddressGuard([]));
    const resolve = async () => names.resolve("a.example", resolverOf(server));
    await expect(resolve()).rejects.toMatchObject({ verdict: "blocked" });
    expect(server.questions).toHaveLength(0);
  });

  it("knows the names of this machine without a resolver", async () => {
    server = await startDnsServer(() => ({}));
    const names = new NameCache("127.0.0.1", loopback);
    expect(await names.resolve("localhost", undefined)).toContain("127.0.0.1");
    expect(names.resolve("127.0.0.5", undefined)).toEqual(["127.0.0.5"]);
  });

  it("says when it asked, to the one that it asked for", async () => {
    server = await startDnsServer(() => ({
      answers: [addressRecord("a.example", "192.0.2.1", 60)],
    }));
    const names = new NameCache(null, loopback);
    const find = async () => names.find("a.example", resolverOf(server));
    const beforeMs = performance.now();
    const [first, joined] = await Promise.all([find(), find()]);
    expect(first?.asked?.startMs).toBeGreaterThanOrEqual(beforeMs);
    expect(first?.asked?.endMs).toBeGreaterThan(first?.asked?.startMs ?? Number.POSITIVE_INFINITY);
    expect([joined?.asked, (await find()).asked]).toEqual([null, null]);
    expect(names.find("192.0.2.5", undefined)).toEqual({ addresses: ["192.0.2.5"], asked: null });
  });

  it("asks anew each time where it is to keep nothing", async () => {
    server = await startDnsServer(() => ({
      answers: [addressRecord("a.example", "192.0.2.1", 60)],
    }));
    const names = new NameCache(null, loopback, { isFresh: true });
    const find = async () => names.find("a.example", resolverOf(server));
    const found = await Promise.all([find(), find(), find()]);
    expect(found.map(({ asked }) => asked === null)).toEqual([false, false, false]);
    expect(server.questions).toHaveLength(3);
  });

  it.each([
    [4, ["A"]],
    [6, ["AAAA"]],
    [undefined, ["A", "AAAA"]],
  ] as const)("asks for the addresses of family %s alone", async (family, types) => {
    server = await startDnsServer(() => ({}));
    const names = new NameCache(null, loopback, { family });
    const resolve = async () => names.resolve("a.example", resolverOf(server));
    await expect(resolve()).rejects.toThrow(`has no ${types.join(" or ")} record`);
    expect(server.questions.map(({ packet }) => packet.questions?.[0]?.type)).toEqual(types);
  });
});
