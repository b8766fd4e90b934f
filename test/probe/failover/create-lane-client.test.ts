import type { Answer } from "dns-packet";
import { afterEach, describe, expect, it } from "vitest";
import { ArmedLane } from "../../../probe/contract/armed-run.ts";
import { createLaneClient } from "../../../probe/failover/create-lane-client.ts";
import type { LaneClient, Seen } from "../../../probe/failover/lane-client.ts";
import { allowEveryAddress, createAddressGuard } from "../../../probe/measure/address-guard.ts";
import { Deadline } from "../../../probe/measure/deadline.ts";
import { startReflector } from "../../../probe/reflect/reflector.ts";
import { addressRecord, startDnsServer } from "../helpers/dns-server.ts";
import { freePort, startHttpServer } from "../helpers/http-server.ts";
import { startHttp2Server } from "../helpers/http2-server.ts";

const EU = "127.0.0.1";
const US = "127.0.0.2";
const NAME = "app.example";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** Two endpoints on one port, and a name server that leads to one of them. */
async function startService(ttlS = 3_600) {
  const port = await freePort();
  const behaviour = { eu: "answer", us: "answer" };
  async function startEndpoint(id: "eu" | "us", address: string) {
    const server = await startHttpServer(
      (_request, response) => {
        if (behaviour[id] === "hang") return;
        response.statusCode = behaviour[id] === "fail" ? 503 : 200;
        response.setHeader("x-served-by", id).end(JSON.stringify({ meta: { region: id } }));
      },
      port,
      address,
    );
    closers.push(server.close);
    return { close: server.close, connections: server.connections };
  }
  const eu = await startEndpoint("eu", EU);
  const us = await startEndpoint("us", US);
  let records: Answer[] = [];
  const dns = await startDnsServer(() => ({ answers: records }));
  closers.push(dns.close);
  const lead = (address: string) => {
    records = [addressRecord(NAME, address, ttlS)];
  };
  lead(EU);
  return {
    port,
    eu,
    us,
    dns,
    behaviour,
    lead,
    answer: (answers: Answer[]) => {
      records = answers;
    },
  };
}

type Service = Awaited<ReturnType<typeof startService>>;

function start(service: Service, change: Record<string, unknown>): LaneClient {
  const { address, port } = service.dns;
  const lane = ArmedLane.parse({
    laneId: "lane",
    entry: "dns",
    class: "fresh",
    url: `http://${NAME}:${service.port}/`,
    resolver: { address, port },
    expect: { header: "x-served-by", addresses: { [EU]: "eu", [US]: "us" } },
    ...change,
  });
  const client = createLaneClient(lane, { sourceAddress: null, guard: allowEveryAddress });
  closers.push(() => client.close());
  return client;
}

async function probe(client: LaneClient, timeoutMs = 2_000): Promise<Seen> {
  const deadline = new Deadline(timeoutMs);
  try {
    return await client.probe(deadline);
  } finally {
    deadline.clear();
  }
}

const OK_EU = { state: "ok", servedBy: "eu" };
const OK_US = { state: "ok", servedBy: "us" };

describe("probe/failover/create-lane-client", () => {
  it.each([
    ["fresh", "dns", [OK_EU, OK_US], 2],
    ["public_resolver", "dns", [OK_EU, OK_US], 2],
    ["ttl_obeying", "dns", [OK_EU, OK_EU], 1],
    ["never_re_resolves", "dns", [OK_EU, OK_EU], 1],
    ["accelerator_fresh", "accelerator", [OK_EU, OK_EU], 1],
  ] as const)("%s connects anew each time, to what it knows", async (kind, entry, seen, asked) => {
    const service = await startService();
    const client = start(service, { class: kind, entry });
    const before = await probe(client);
    service.lead(US);
    expect([before, await probe(client)]).toEqual(seen);
    expect(service.dns.questions).toHaveLength(asked);
    expect(service.eu.connections() + service.us.connections()).toBe(2);
  });

  it("tells those that obey the TTL from those that do not once it is over", async () => {
    const service = await startService(0);
    const obeying = start(service, { class: "ttl_obeying" });
    const pinned = start(service, { class: "never_re_resolves" });
    await Promise.all([probe(obeying), probe(pinned)]);
    service.lead(US);
    expect(await probe(obeying)).toEqual(OK_US);
    expect(await probe(pinned)).toEqual(OK_EU);
  });

  it("keep_alive uses three connections in turn, and looks up only to replace what has broken", async () => {
    const service = await startService(0);
    const client = start(service, { class: "keep_alive" });
    for (let at = 0; at < 3; at += 1) expect(await probe(client)).toEqual(OK_EU);
    service.lead(US);
    for (let at = 0; at < 3; at += 1) expect(await probe(client)).toEqual(OK_EU);
    expect(service.eu.connections()).toBe(3);
    expect(service.dns.questions).toHaveLength(3);
    await service.eu.close();
    const after: Seen[] = [];
    for (let at = 0; at < 6; at += 1) after.push(await probe(client));
    expect(after.slice(-3)).toEqual([OK_US, OK_US, OK_US]);
    expect(service.us.connections()).toBe(3);
  });

  it("accelerator_long_lived has one connection, behind which others wait while it hangs", async () => {
    const service = await startService(0);
    const change = { class: "accelerator_long_lived", entry: "accelerator" };
    const client = start(service, change);
    for (let at = 0; at < 3; at += 1) await probe(client);
    expect(service.eu.connections()).toBe(1);
    service.behaviour.eu = "hang";
    service.lead(US);
    const seen = await Promise.all([probe(client, 300), probe(client, 100), probe(client, 2_000)]);
    const late = { state: "timeout", servedBy: null };
    expect(seen).toEqual([late, late, OK_US]);
    expect(service.us.connections()).toBe(1);
  });

  it("keeps one connection in HTTP/2 until the server ends it, and looks up again then", async () => {
    let endAfter = Number.POSITIVE_INFINITY;
    const server = await startHttp2Server((stream) => {
      stream.respond({ ":status": 200, "x-served-by": "eu" });
      stream.end("{}");
      endAfter -= 1;
      if (endAfter === 0) stream.session?.close();
    });
    closers.push(server.close);
    const service = await startService(0);
    const client = start(service, {
      class: "accelerator_long_lived",
      entry: "accelerator",
      url: `http://${NAME}:${server.port}`,
      httpVersion: "2",
    });
    expect([await probe(client), await probe(client)]).toEqual([OK_EU, OK_EU]);
    expect([server.connections(), service.dns.questions.length]).toEqual([1, 1]);
    endAfter = 1;
    expect(await probe(client)).toEqual(OK_EU);
    await expect
      .poll(async () => {
        expect(await probe(client)).toEqual(OK_EU);
        return [server.connections(), service.dns.questions.length];
      })
      .toEqual([2, 2]);
  });

  it("authoritative asks the servers of the zone in turn and tells what they answer", async () => {
    const service = await startService();
    const other = await startDnsServer(() => ({
      answers: [
        { type: "CNAME", name: NAME, ttl: 60, data: "LB.us.example." },
        addressRecord("lb.us.example", "192.0.2.9", 60),
      ],
    }));
    closers.push(other.close);
    const nameServers = [service.dns, other].map(({ address, port }) => ({ address, port }));
    const addresses = { [EU]: "eu", "lb.us.example": "us" };
    const client = start(service, { class: "authoritative", nameServers, expect: { addresses } });
    expect([await probe(client), await probe(client)]).toEqual([OK_EU, OK_US]);
    expect([service.dns.questions.length, other.questions.length]).toEqual([1, 1]);
    service.answer([]);
    expect(await probe(client)).toEqual({ state: "error", servedBy: null });
    expect(service.eu.connections()).toBe(0);
  });

  it("udp sends datagrams to a reflector, and tells of one that is gone", async () => {
    const service = await startService();
    const reflector = await startReflector({ address: EU, port: 0, packetsPerSecond: 100 });
    const url = `udp://${NAME}:${reflector.port}`;
    const client = start(service, { class: "udp", url });
    expect(await probe(client)).toEqual(OK_EU);
    await reflector.close();
    expect(await probe(client, 300)).toMatchObject({ servedBy: null });
    expect((await probe(client, 300)).state).not.toBe("ok");
  });

  it("tells who served by header, by a member of the body, or by address", async () => {
    const service = await startService();
    for (const expected of [
      { header: "X-Served-By" },
      { bodyField: "meta.region" },
      { addresses: { [EU]: "eu" } },
    ]) {
      expect(await probe(start(service, { expect: expected }))).toEqual(OK_EU);
    }
    for (const expected of [{}, { header: "x-none" }, { bodyField: "meta.none.at" }]) {
      const seen = await probe(start(service, { expect: expected }));
      expect(seen).toEqual({ state: "ok", servedBy: null });
    }
  });

  it("tells an answer that is wrong, none at all, and a name that nobody answers", async () => {
    const service = await startService();
    const client = start(service, {});
    service.behaviour.eu = "fail";
    expect(await probe(client)).toEqual({ state: "error", servedBy: "eu" });
    service.behaviour.eu = "hang";
    expect(await probe(client, 100)).toEqual({ state: "timeout", servedBy: null });
    await service.eu.close();
    expect(await probe(client)).toEqual({ state: "error", servedBy: "eu" });
    await service.dns.close();
    const mute = await startDnsServer(() => null);
    closers.push(mute.close);
    closers.splice(closers.indexOf(service.dns.close), 1);
    const unresolved = start(service, { resolver: { address: mute.address, port: mute.port } });
    expect(await probe(unresolved, 100)).toEqual({ state: "timeout", servedBy: null });
  });

  it("shows nothing where the owner of the probe permits no connection", async () => {
    const service = await startService();
    const lane = ArmedLane.parse({
      laneId: "lane",
      entry: "dns",
      class: "fresh",
      url: `http://${EU}:${service.port}/`,
      expect: {},
    });
    const guard = createAddressGuard([]);
    const client = createLaneClient(lane, { sourceAddress: null, guard });
    await expect(probe(client)).rejects.toMatchObject({ verdict: "blocked" });
    expect(service.eu.connections()).toBe(0);
  });
});
