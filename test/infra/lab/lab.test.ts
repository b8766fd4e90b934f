import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LabReady, type Truth } from "../../../infra/lab/announcement.ts";
import { type Lab, openLab } from "../../../infra/lab/lab.ts";
import { addressesOf, askUdp, query, subnetRecord } from "./dns/ask.ts";
import { getFrom, medianEchoUs, medianFirstByteUs } from "./http/get.ts";
import { atlas, byId, SMALL_WORLD, smallWorld, worldOf } from "./small-world.ts";

const ANY_PORTS = { httpPort: 0, dnsPort: 0, awsPort: 0 };

/** Wide enough for a busy machine; how exact the lab is, is measured elsewhere. */
const toleranceUs = (expectedUs: number) => Math.max(5_000, expectedUs * 0.08);

describe("infra/lab/lab", () => {
  let lab: Lab;
  beforeAll(async () => {
    const chancy = SMALL_WORLD.replace("jitterMs: 0\n", "jitterMs: 0.2\n").replace(
      "jitterRatio: 0\n",
      "jitterRatio: 0.01\n",
    );
    lab = await openLab(worldOf(chancy.replace("127.83", "127.85")), atlas, ANY_PORTS);
  });
  afterAll(() => lab.close());

  const service = () => byId(lab.ready.estate.services, "shop", (one) => one.id);
  const sourceOf = (vantage: string) => lab.ready.probes[vantage]?.sourceAddress ?? "";
  const truth = (vantage: string, entry: Truth["entry"], endpoint: string | null) =>
    byId(
      lab.ready.truth,
      `${vantage}/${entry}/${endpoint ?? "*"}`,
      (row) => `${row.vantage}/${row.entry}/${row.endpoint ?? "*"}`,
    );
  const directUrl = (endpoint: string) => byId(service().endpoints, endpoint, (one) => one.id).url;
  const acceleratorUrl = () => service().accelerator?.url ?? "";

  function expectNear(measuredUs: number, expectedUs: number) {
    expect(measuredUs).toBeGreaterThan(expectedUs - toleranceUs(expectedUs));
    expect(measuredUs).toBeLessThan(expectedUs + toleranceUs(expectedUs));
  }

  it("announces what its schema promises, and survives JSON", () => {
    const sent = JSON.parse(JSON.stringify(lab.ready)) as unknown;
    expect(LabReady.parse(sent)).toEqual(lab.ready);
    expect(lab.ready.allow).toEqual(["127.85.0.0/16"]);
    // Per vantage: each endpoint by every entry, and what the two choosing entries give.
    expect(lab.ready.truth).toHaveLength(4 * (3 * 2 + 2));
  });

  it.each([
    ["us-east-1", "shop-euw1"],
    ["eu-central-1", "shop-use1"],
  ])("echoes from %s to %s in the true time", async (vantage, endpoint) => {
    const expected = truth(vantage, "direct", endpoint);
    expectNear(await medianEchoUs(directUrl(endpoint), sourceOf(vantage), 30), expected.echoRttUs);
  });

  it("takes two round trips to the first byte of a new connection", async () => {
    const url = directUrl("shop-euw1");
    expectNear(
      await medianFirstByteUs(url, sourceOf("us-east-1"), 7),
      truth("us-east-1", "direct", "shop-euw1").ttfbNewUs,
    );
  });

  it("leads through the accelerator to the edge's endpoint, by edge and backbone", async () => {
    const expected = truth("office-lisbon", "accelerator", null);
    const got = await getFrom(acceleratorUrl(), sourceOf("office-lisbon"));
    expect(got.servedBy).toBe(expected.servedBy);
    expectNear(
      await medianFirstByteUs(acceleratorUrl(), sourceOf("office-lisbon"), 7),
      expected.ttfbNewUs,
    );
    expectNear(
      await medianEchoUs(acceleratorUrl(), sourceOf("office-lisbon"), 15),
      expected.echoRttUs,
    );
  });

  it("leads through the accelerator's own listeners to the endpoint they are pinned to", async () => {
    for (const [endpoint, url] of Object.entries(service().accelerator?.pinned ?? {})) {
      const expected = truth("us-east-1", "accelerator", endpoint);
      expect((await getFrom(url, sourceOf("us-east-1"))).servedBy).toBe(endpoint);
      expectNear(await medianFirstByteUs(url, sourceOf("us-east-1"), 7), expected.ttfbNewUs);
    }
  });

  it("answers on both of the accelerator's addresses under the same port", async () => {
    const other = acceleratorUrl().replace("127.85.3.1", "127.85.3.2");
    expect((await getFrom(other, sourceOf("us-east-1"))).servedBy).toBe("shop-use1");
  });

  it("names the address where the served endpoint is found", async () => {
    for (const { id, resolver } of lab.ready.estate.vantages) {
      if (resolver?.clientSubnet === undefined) throw new Error("no resolver");
      const subnet = subnetRecord(resolver.clientSubnet.split("/")[0] ?? "");
      const { reply } = await askUdp(resolver, query("shop.lab.test", "A", [subnet]));
      const { servedBy } = truth(id, "dns", null);
      expect([new URL(directUrl(servedBy)).hostname]).toEqual(addressesOf(reply));
    }
  });

  it("lets strangers through without delay", async () => {
    const times: number[] = [];
    for (let n = 0; n < 5; n++)
      times.push((await getFrom(directUrl("shop-euw1"), "127.0.0.1")).tookUs);
    expect(Math.min(...times)).toBeLessThan(50_000);
  });

  it("serves a page, a health check, and 404 for the rest", async () => {
    const at = (path: string) => directUrl("shop-use1").replace(/\/echo$/, path);
    expect(await getFrom(at("/"), "127.0.0.1")).toMatchObject({
      status: 200,
      servedBy: "shop-use1",
    });
    expect(await getFrom(at("/healthz"), "127.0.0.1")).toMatchObject({ status: 200, body: "ok\n" });
    expect(await getFrom(at("/nothing"), "127.0.0.1")).toMatchObject({ status: 404 });
  });

  it("says what to do when the port is taken, and leaves nothing open", async () => {
    const { port } = new URL(acceleratorUrl());
    const world = {
      ...smallWorld("127.86"),
      acceleratorAddresses: ["127.85.3.1", "127.86.3.2"],
    } as const;
    const attempt = openLab(world, atlas, { httpPort: Number(port), dnsPort: 0, awsPort: 0 });
    await expect(attempt).rejects.toThrow(`Port ${port} on 127.85.3.1 is taken`);
    const refused = connect({ host: "127.86.2.1", port: Number(port) });
    const [error] = (await once(refused, "error")) as [NodeJS.ErrnoException];
    expect(error.code).toBe("ECONNREFUSED");
  });

  it("closes in the middle of requests and leaves nothing open", async () => {
    const brief = await openLab(smallWorld("127.87"), atlas, ANY_PORTS);
    const url = brief.ready.estate.services[0]?.endpoints[1]?.url ?? "";
    const underway = getFrom(url, "127.87.1.1");
    const failure = expect(underway).rejects.toThrow(/socket hang up|ECONNRESET/);
    await new Promise((done) => setTimeout(done, 20));
    await brief.close();
    await failure;
    await expect(getFrom(url, "127.87.1.1")).rejects.toThrow(/ECONNREFUSED/);
    await expect(brief.close()).resolves.toBeUndefined();
  });
});
