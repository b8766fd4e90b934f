import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { API } from "../../controller/contract/api.ts";
import { Estate } from "../../controller/contract/estate.ts";
import {
  PriceChangesAnswer,
  PricesAnswer,
  PricesRefresh,
} from "../../controller/contract/prices.ts";
import { Problem } from "../../controller/contract/problem.ts";
import { ServiceCost } from "../../controller/contract/service-cost.ts";
import type { ApiServer } from "../../infra/lab/aws/api-server.ts";
import { accessDenied } from "../../infra/lab/aws/faults.ts";
import { runCli } from "../controller/cli/run-cli.ts";
import { startTestController, type TestController } from "../helpers/controller.ts";
import { ESTATE } from "../helpers/estate.ts";
import { LAB_ACCOUNT, LAB_KEY, openLabPricing } from "../infra/lab/aws/pricing/lab-pricing.ts";

const sleep = async (ms: number) => {
  await delay(ms);
};

type Ask = (path: string, method?: string) => Promise<Response>;

/** Requests of somebody with a role. */
async function caller(controller: TestController, role: "viewer" | "operator"): Promise<Ask> {
  const token = await controller.issueApiToken(role, role);
  return async (path, method = "GET") =>
    fetch(new URL(path, controller.url), { method, headers: { authorization: `Bearer ${token}` } });
}

async function pricesOf(ask: Ask, query = ""): Promise<PricesAnswer> {
  return PricesAnswer.parse(await (await ask(`${API.prices}${query}`)).json());
}

/** The answer as soon as a reading has ended after the given moment. */
async function readAfter(ask: Ask, afterMs: number): Promise<PricesAnswer> {
  for (;;) {
    const answer = await pricesOf(ask);
    if ((answer.refresh.lastFinishedAtMs ?? 0) > afterMs && answer.refresh.state === "idle") {
      return answer;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe("a controller that was told nothing of AWS", () => {
  let controller: TestController;
  beforeAll(async () => {
    controller = await startTestController();
  });
  afterAll(() => controller.close());

  it("answers the prices that it comes with, and how to have them read", async () => {
    const ask = await caller(controller, "operator");
    const answer = await pricesOf(ask);
    expect(answer).toMatchObject({
      compiledOn: answer.shippedOn,
      refresh: { state: "not-set-up", parts: [], mend: expect.stringContaining("--aws-accounts") },
    });
    expect(answer.prices).toHaveLength(answer.total);
    expect(new Set(answer.prices.map(({ origin }) => origin))).toEqual(new Set(["shipped"]));
    const refused = await ask(API.pricesRefresh, "POST");
    expect(refused.status).toBe(409);
    expect(Problem.parse(await refused.json()).code).toBe("aws_not_set_up");
    const changes = PriceChangesAnswer.parse(await (await ask(API.priceChanges)).json());
    expect(changes.readings).toEqual([]);
  });

  it("finds prices by words and by confidence, and refuses a confidence that there is not", async () => {
    const ask = await caller(controller, "viewer");
    const { prices } = await pricesOf(ask, "?filter=latency%20queries");
    expect(prices.map(({ id }) => id)).toEqual(["route53.query.latency"]);
    const unknown = await pricesOf(ask, "?confidence=unknown&filter=dt-premium");
    expect(unknown.prices.length).toBeGreaterThan(0);
    expect(unknown.prices.every(({ price }) => price.confidence === "unknown")).toBe(true);
    expect((await ask(`${API.prices}?confidence=hearsay`)).status).toBe(400);
  });
});

describe("the cost of a service", () => {
  let controller: TestController;
  let ask: Ask;
  beforeAll(async () => {
    controller = await startTestController();
    const [shop] = ESTATE.services;
    const group = (id: string, share: number) => ({ id, label: id, share, vantages: [id] });
    const clientGroups = [group("eu-west-1", 0.75), group("us-east-1", 0.25)];
    await controller.loadEstate(
      Estate.parse({
        ...ESTATE,
        services: [{ ...shop, clientGroups, incumbent: "accelerator" }],
      }),
    );
    ask = await caller(controller, "viewer");
  });
  afterAll(() => controller.close());

  it("is itemised by the prices in force, for the traffic that is asked about", async () => {
    const answer = await ask(`${API.services}/shop/cost?gb=1000&gbIn=10&queries=1000000`);
    const cost = ServiceCost.parse(await answer.json());
    expect(cost).toMatchObject({
      pricesVersion: (await pricesOf(ask)).version,
      whatIf: { gb: 1_000, gbIn: 10, queries: 1_000_000 },
      routing: { basis: "declared-entries", readAtMs: null },
    });
    // Fixed 18.25, addresses 7.30, DT-Premium 750 x 0.015 + 250 x 0.015; 900 GB out at 0.09; a zone.
    expect(cost.designs[0]?.cost?.parts).toMatchObject({
      accelerator: { exactUsd: "40.55" },
      transfer: { exactUsd: "81" },
      route53: { exactUsd: "0.5", complete: false },
    });
    expect(cost.designs[1]).toMatchObject({ label: "Route 53 by latency", complete: true });
  });

  it("names what is missing where no traffic is known", async () => {
    const cost = ServiceCost.parse(await (await ask(`${API.services}/shop/cost`)).json());
    expect(cost.designs[0]).toMatchObject({ complete: false, range: { mostUsd: null } });
    expect(cost.designs[0]?.missing.map(({ group }) => group)).toContain("us-east-1");
  });

  it("refuses a service that there is not, and a quantity that cannot be", async () => {
    expect((await ask(`${API.services}/nothing/cost`)).status).toBe(404);
    const refused = await ask(`${API.services}/shop/cost?gb=-1`);
    expect(refused.status).toBe(400);
    expect(Problem.parse(await refused.json()).fields?.[0]?.path).toContain("gb");
  });
});

describe("a controller with a Price List to read", () => {
  const lines: string[] = [];
  let server: ApiServer;
  let controller: TestController;
  let viewer: Ask;
  let operator: Ask;
  beforeAll(async () => {
    server = await openLabPricing();
    controller = await startTestController({
      aws: { endpoint: server.endpoint, region: "eu-west-1", credentials: LAB_KEY },
      logLevel: "info",
      logTo: { write: (text) => void lines.push(text) },
    });
    viewer = await caller(controller, "viewer");
    operator = await caller(controller, "operator");
  });
  afterAll(async () => {
    await controller.close();
    await server.close();
  });

  it("reads it by itself, puts it in force with its dates, and tells what changed", async () => {
    const { prices, refresh, ...answer } = await readAfter(viewer, 0);
    expect(refresh).toMatchObject({ refreshEveryMs: 86_400_000, mend: null });
    expect(refresh.parts.filter(({ state }) => state === "read").length).toBeGreaterThan(8);
    const latency = prices.find(({ id }) => id === "route53.query.latency");
    expect(latency).toMatchObject({ origin: "price-list", source: { asOf: "2026-11-01" } });
    expect(prices.some(({ origin }) => origin === "shipped")).toBe(true);
    expect(answer.compiledOn).toBe(new Date().toISOString().slice(0, 10));
    const { readings } = PriceChangesAnswer.parse(await (await viewer(API.priceChanges)).json());
    expect(readings).toHaveLength(1);
    // The lab's list has a price of checks outside AWS that AWS has not.
    expect(
      readings[0]?.changes.find(({ price }) => price === "route53.health-check.other"),
    ).toMatchObject({
      kind: "changed",
      tiers: [{ oldUsd: "0.75", newUsd: "0.8" }],
    });
  });

  it("keeps good prices when a later reading fails, and names the parts and the mend", async () => {
    const before = await readAfter(viewer, 0);
    const faults = server.faultsOf(LAB_ACCOUNT, "pricing");
    faults.set("GetProducts", accessDenied("pricing", "GetProducts"));
    const asked = await operator(API.pricesRefresh, "POST");
    expect(asked.status).toBe(202);
    expect(PricesRefresh.parse(await asked.json()).state).not.toBe("not-set-up");
    const after = await readAfter(viewer, before.refresh.lastFinishedAtMs ?? 0);
    faults.mend("GetProducts");
    expect(after.version).toBe(before.version);
    expect(after.prices).toEqual(before.prices);
    expect(after.refresh.parts.every(({ state }) => state === "failed")).toBe(true);
    expect(after.refresh.parts[0]?.error?.mend).toContain("pricing:GetProducts");
    const log = lines.join("");
    expect(log).toContain("the Price List was read in part");
    expect(log).toMatch(/"audit":true.*"action":"prices\.refresh".*"name":"operator"/);
    expect((await viewer(API.pricesRefresh, "POST")).status).toBe(403);
  });

  it("is told of by the command line, with how each part went and what changed", async () => {
    await readAfter(viewer, 0);
    const env = { ISOCHRONE_TOKEN: await controller.issueApiToken("cli", "operator") };
    const world = { env, now: Date.now, sleep };
    const isochrone = (...words: string[]) => runCli([...words, "--url", controller.url], world);
    const refreshed = await isochrone("prices", "--refresh");
    // The lab has not every type of instance that the book has.
    expect(refreshed.status).toBe(2);
    expect(refreshed.out).toMatch(/Route 53 +unchanged/);
    const changes = await isochrone("prices", "--changes");
    expect(changes.out).toMatch(/route53\.health-check\.other +0\.75 +0\.8/);
    const prices = await isochrone("prices", "--filter", "health-check.other");
    expect(prices.out).toMatch(/route53\.health-check\.other +0\.8 +check +2026-11-01/);
  });

  it("reads again by hand, and changes nothing where nothing changed", async () => {
    const before = await pricesOf(viewer);
    await operator(API.pricesRefresh, "POST");
    const after = await readAfter(viewer, before.refresh.lastFinishedAtMs ?? 0);
    expect(after.refresh.parts.some(({ state }) => state === "unchanged")).toBe(true);
    expect(after.version).toBe(before.version);
    const { readings } = PriceChangesAnswer.parse(await (await viewer(API.priceChanges)).json());
    expect(readings).toHaveLength(1);
  });
});
