import { describe, expect, it } from "vitest";
import { groundOf } from "../../../../controller/core/candidates/ground.ts";
import type { Candidate } from "../../../../controller/core/predict/candidate.ts";
import { componentsOf } from "../../../../controller/core/predict/components.ts";
import {
  type PriceWorld,
  priceOf as price,
  pricedUsers,
} from "../../../../controller/core/predict/price-of.ts";
import { candidate, hybrid } from "./sample-candidates.ts";
import { examplePrices, ROWS, SERVICE } from "./worked-example.ts";

const GROUND = (() => {
  const ground = groundOf(SERVICE);
  if (typeof ground === "string") throw new Error(ground);
  return ground;
})();

const WORLD: PriceWorld = {
  service: SERVICE,
  groups: SERVICE.clientGroups,
  edgeGroups: new Map(ROWS.map(({ id, edge }) => [id, edge])),
  prices: examplePrices(),
};

const served = (accelerated: readonly string[], share = 1) =>
  ROWS.map(({ id }) => ({
    group: id,
    served: accelerated.includes(id)
      ? [
          { entry: "accelerator" as const, endpoint: "virginia", share },
          ...(share < 1 ? [{ entry: "dns" as const, endpoint: "virginia", share: 1 - share }] : []),
        ]
      : [{ entry: "dns" as const, endpoint: "virginia", share: 1 }],
    unknown: 0,
  }));

const priceOf = (world: PriceWorld, design: Candidate, users: Parameters<typeof pricedUsers>[1]) =>
  price(world, design, pricedUsers(world, users));

const usd = (design: Candidate, accelerated: readonly string[], share?: number) =>
  priceOf(WORLD, design, served(accelerated, share)).sum?.usdPerMonth ?? Number.NaN;

describe("controller/core/predict/price-of", () => {
  it.each([
    { groups: ["sg"], more: 111.55 },
    { groups: ["au"], more: 183.05 },
    { groups: ["sg", "au"], more: 269.05 },
  ])("of a hybrid for $groups is $more USD above that of Route 53 alone", ({ groups, more }) => {
    const plain = usd(candidate(GROUND, "latency"), []);
    expect(usd(hybrid(GROUND, groups), groups) - plain).toBeCloseTo(more, 2);
  });

  it("of an accelerator for everybody has the premium of all", () => {
    const everybody = ROWS.map(({ id }) => id);
    const found = priceOf(WORLD, candidate(GROUND, "accelerator"), served(everybody));
    const accelerator = (found.lines ?? []).filter(({ part }) => part === "accelerator");
    const sum = accelerator.reduce((total, line) => total + Number(line.usd), 0);
    expect(sum).toBeCloseTo(366.55, 2);
    expect(found).toMatchObject({ complete: true, missing: [] });
    expect(found.mostUsd).toBeCloseTo(found.sum?.usdPerMonth ?? 0, 2);
  });

  it("charges the premium for that part of a group only that goes by the accelerator", () => {
    const plain = usd(candidate(GROUND, "latency"), []);
    const half = usd(hybrid(GROUND, ["au"]), ["au"], 0.5);
    expect(half - plain).toBeCloseTo(25.55 + 157.5 / 2, 2);
  });

  it.each<[string, object, string]>([
    ["traffic", { gbIn: 1, dnsQueries: 0 }, "traffic to the clients"],
    ["queries", { gbIn: 1, gbOut: 4_000 }, "DNS queries that reach Route 53"],
  ])("without a group's %s is no whole price, and says so", (_, trafficPerMonth, what) => {
    const [first, ...others] = SERVICE.clientGroups;
    const groups = [{ ...(first as (typeof SERVICE.clientGroups)[number]), trafficPerMonth }];
    const world = { ...WORLD, groups: [...groups, ...others] };
    const found = priceOf(world, candidate(GROUND, "latency"), served([]));
    expect(found).toMatchObject({
      complete: false,
      mostUsd: null,
      missing: [{ group: "us", what }],
    });
    expect(found.sum?.usdPerMonth).toBeGreaterThan(0);
  });

  it("has an upper end where requests bound the queries that nobody counted", () => {
    const groups = SERVICE.clientGroups.map((group) => ({
      ...group,
      trafficPerMonth: { gbIn: 1, gbOut: 10, requests: 1_000_000 },
    }));
    const found = priceOf({ ...WORLD, groups }, candidate(GROUND, "latency"), served([]));
    expect(found.complete).toBe(false);
    // 4 million requests, three types each, at 0.60 USD a million.
    expect((found.mostUsd ?? 0) - (found.sum?.usdPerMonth ?? 0)).toBeCloseTo(7.2, 2);
  });

  it("names a price that the book does not know, and whoever is served by nobody knows whom", () => {
    const edgeGroups = new Map(WORLD.edgeGroups).set("au", null);
    const unpriced = priceOf({ ...WORLD, edgeGroups }, hybrid(GROUND, ["au"]), served(["au"]));
    expect(unpriced).toMatchObject({ complete: false, mostUsd: null });
    expect(unpriced.missing).toMatchObject([{ what: expect.stringContaining("DT-Premium") }]);
    const lost = served([]).map((each) => ({ ...each, served: [], unknown: 1 }));
    const nobody = priceOf(WORLD, candidate(GROUND, "latency"), lost);
    expect(nobody.missing.map(({ group }) => group)).toEqual(["us", "de", "sg", "au"]);
    expect(nobody.complete).toBe(false);
  });

  it("cannot be made out where the name has no records", () => {
    const design = { ...candidate(GROUND, "latency"), door: { host: "no.example", port: 80 } };
    expect(priceOf(WORLD, design, served([]))).toMatchObject({ sum: null, mostUsd: null });
  });
});

describe("controller/core/predict/components", () => {
  it("counts what is to be built", () => {
    // A zone, a record, an accelerator, its listener and its group.
    expect(componentsOf(candidate(GROUND, "accelerator").design)).toBe(5);
    // A zone, a record and a health check.
    expect(componentsOf(candidate(GROUND, "latency").design)).toBe(3);
  });
});
