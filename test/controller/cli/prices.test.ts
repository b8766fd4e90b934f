import { afterEach, describe, expect, it } from "vitest";
import { usdText } from "../../../controller/cli/render/usd-text.ts";
import { type FakeController, fakeController, type Reply } from "./fake-controller.ts";
import { runCli } from "./run-cli.ts";
import { sampleChanges, sampleCost, samplePrices, sampleRefresh } from "./sample-prices.ts";

const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function controller(reply: (path: string, call: number) => Reply): Promise<FakeController> {
  const fake = await fakeController(reply);
  cleanups.push(() => fake.close());
  return fake;
}

describe("isochrone prices", () => {
  it("asks for the prices that the flags say, and prints them as JSON too", async () => {
    const fake = await controller(() => ({ body: samplePrices() }));
    const words = ["prices", "--filter", "dt-premium sa", "--confidence", "unknown"];
    const run = await runCli([...words, "--url", fake.url]);
    expect(run.status).toBe(0);
    expect(fake.seen[0]?.url).toBe("/v1/prices?filter=dt-premium+sa&confidence=unknown");
    expect(run.out).toContain("route53.query.latency");
    const json = await runCli([...words, "--url", fake.url, "--json"]);
    expect(JSON.parse(json.out)).toMatchObject({ ok: true, prices: samplePrices() });
  });

  it("is inconclusive where no price is called so", async () => {
    const { url } = await controller(() => ({ body: { ...samplePrices(), prices: [] } }));
    const run = await runCli(["prices", "--filter", "moon", "--url", url]);
    expect(run.status).toBe(3);
    expect(run.out).toContain("0 of ");
  });

  it("prints what changed, and that nothing did", async () => {
    const { url } = await controller(() => ({ body: sampleChanges() }));
    const run = await runCli(["prices", "--changes", "--url", url]);
    expect(run.status).toBe(0);
    expect(run.out).toMatch(/dt-premium\.EU\.AP +0\.033 +0\.043/);
    const none = await controller(() => ({ body: { readings: [] } }));
    expect((await runCli(["prices", "--changes", "--url", none.url])).out).toContain("No reading");
  });

  it("has them read, waits for the end, and tells which part failed", async () => {
    const before = { ...sampleRefresh(), lastFinishedAtMs: 1 };
    const fake = await controller((_path, call) => {
      if (call <= 2) return { body: before };
      if (call <= 4) return { body: { ...before, state: "reading" } };
      return { body: sampleRefresh() };
    });
    const run = await runCli(["prices", "--refresh", "--url", fake.url]);
    expect(fake.seen.map(({ method }) => method)).toEqual(["GET", "POST", "GET", "GET", "GET"]);
    expect(run.status).toBe(2);
    expect(run.out).toContain("AccessDeniedException");
  });

  it("gives a reading up that does not end, with what to do", async () => {
    const body = { ...sampleRefresh(), state: "waiting" };
    const { url } = await controller(() => ({ body }));
    const run = await runCli(["prices", "--refresh", "--timeout", "3s", "--url", url, "--json"]);
    expect(run.status).toBe(1);
    expect(JSON.parse(run.out)).toMatchObject({ error: { code: "timeout" } });
  });

  it.each([
    ["--refresh", "--changes"],
    ["--changes", "--filter", "x"],
    ["--confidence", "hearsay"],
  ])("refuses %s %s", async (...words) => {
    expect((await runCli(["prices", ...words, "--url", "http://127.0.0.1:1"])).status).toBe(64);
  });
});

describe("isochrone cost", () => {
  it("asks with the traffic of the flags; a whole answer is fine, one with gaps inconclusive", async () => {
    const whole = sampleCost({ gb: 400, gbIn: 10, queries: 5_000_000 });
    const fake = await controller(() => ({ body: whole }));
    const words = "cost checkout --gb 400 --gb-in 10 --queries 5e6".split(" ");
    const run = await runCli([...words, "--url", fake.url]);
    expect(fake.seen[0]?.url).toBe("/v1/services/checkout/cost?gb=400&gbIn=10&queries=5000000");
    // No price of DT-Premium within South America is known.
    expect(run.status).toBe(3);
    expect(run.out).toMatch(
      /^Checkout: [\d.]+ USD a month \(As it is: Route 53\), against at least /,
    );
    const json = await runCli([...words, "--url", fake.url, "--json"]);
    expect(JSON.parse(json.out)).toEqual({
      schemaVersion: "1.0",
      ok: false,
      exitStatus: 3,
      cost: whole,
    });
    const [known] = whole.designs;
    const good = await controller(() => ({ body: { ...whole, designs: [known] } }));
    expect((await runCli(["cost", "checkout", "--url", good.url])).status).toBe(0);
  });

  it.each([
    ["cost"],
    ["cost", "checkout", "--gb", "many"],
    ["cost", "checkout", "--gb", "-1"],
    ["cost", "checkout", "--requests", ""],
  ])("refuses %s %s %s %s", async (...words) => {
    const run = await runCli([...words.filter((word) => word !== undefined)]);
    expect(run.status).toBe(64);
  });
});

describe("controller/cli/render/usd-text", () => {
  it.each([
    ["0", "0.00"],
    ["0.004", "< 0.01"],
    ["0.005", "0.01"],
    ["0.285", "0.29"],
    ["25.55", "25.55"],
    ["1234.5", "1\u2009234.50"],
    ["999.999", "1\u2009000.00"],
  ])("writes %s as %s", (exact, text) => {
    expect(usdText(exact)).toBe(text);
  });
});
