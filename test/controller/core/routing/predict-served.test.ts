import { describe, expect, it } from "vitest";
import { canonicalDesign } from "../../../../controller/core/routing/canonical.ts";
import { endpointBook } from "../../../../controller/core/routing/endpoint-book.ts";
import { predictServed, predictWays } from "../../../../controller/core/routing/predict-served.ts";
import {
  type Assumed,
  routingWorld,
  withHealth,
} from "../../../../controller/core/routing/routing-world.ts";
import { ADDRESS, alias, latency, record, shopDesign, value } from "./shop-design.ts";

const LISBON = { latitude: 38.72, longitude: -9.14, countryCode: "PT" };
const BOOK = endpointBook(
  [
    { endpoint: "virginia", keys: ["i-us-east-1"] },
    { endpoint: "ireland", keys: ["i-eu-west-1"] },
    { endpoint: "sydney", keys: ["i-ap-southeast-2"] },
  ],
  Object.entries(ADDRESS).map(([region, address]) => [`i-${region}`, address]),
);

function zone(...records: object[]) {
  return shopDesign({ hostedZones: [{ id: "ZSHOP", name: "shop.example", records }] as never });
}

function served(host: string, assumed: Assumed = {}, design = shopDesign(), port = 443): string {
  const world = routingWorld(canonicalDesign(design), assumed);
  return predictServed(world, BOOK, { host, port }, LISBON)
    .map(({ probability, item }) => {
      const who = item.kind === "endpoint" ? item.endpoint : item.kind;
      return `${who} ${Number(probability.toFixed(4))}`;
    })
    .join(", ");
}

describe("controller/core/routing/predict-served", () => {
  it("follows an alias in the zone to the nearest Region, and past one whose check fails", () => {
    expect(served("www.shop.example")).toBe("ireland 1");
    expect(served("www.shop.example", { downChecks: new Set(["check-eu-west-1"]) })).toBe(
      "virginia 1",
    );
  });

  it("follows an alias to an accelerator into its endpoint groups", () => {
    expect(served("fast.shop.example")).toBe("ireland 1");
    expect(served("203.0.113.2", { downResources: new Set(["i-eu-west-1"]) })).toBe("virginia 1");
    expect(served("fast.shop.example", {}, shopDesign(), 80)).toBe("none 1");
  });

  it("tells of what belongs to no endpoint, and of names that are not there", () => {
    expect(served("192.0.2.99")).toBe("other 1");
    expect(served("nowhere.shop.example")).toBe("none 1");
  });

  it("asks the target's health where an alias wants it, through a tree", () => {
    const routing = (weight: number) => ({ policy: "weighted", weight });
    const tree = (evaluate: boolean) =>
      zone(
        record("shop.example", {
          setIdentifier: "a",
          routing: routing(1),
          ...alias("r1.shop.example", evaluate),
        }),
        record("shop.example", {
          setIdentifier: "b",
          routing: routing(1),
          ...alias("r2.shop.example", evaluate),
        }),
        record("r1.shop.example", {
          ...value(ADDRESS["us-east-1"]),
          healthCheckId: "check-us-east-1",
        }),
        record("r2.shop.example", value(ADDRESS["eu-west-1"])),
      );
    const down = { downChecks: new Set(["check-us-east-1"]) };
    expect(served("shop.example", {}, tree(true))).toBe("ireland 0.5, virginia 0.5");
    expect(served("shop.example", down, tree(true))).toBe("ireland 1");
    expect(served("shop.example", down, tree(false))).toBe("ireland 0.5, virginia 0.5");
  });

  it("follows a CNAME, and takes the wildcard for names that are not there", () => {
    const design = zone(
      latency("eu-west-1", ADDRESS["eu-west-1"]),
      record("*.shop.example", { type: "CNAME", values: ["shop.example"], ttlS: 60 }),
      record("there.shop.example", { type: "TXT", values: ['"x"'], ttlS: 60 }),
    );
    expect(served("any.shop.example", {}, design)).toBe("ireland 1");
    expect(served("there.shop.example", {}, design)).toBe("none 1");
  });

  it("ends where a chain leads back to itself", () => {
    const design = zone(
      record("a.shop.example", alias("b.shop.example")),
      record("b.shop.example", alias("a.shop.example")),
    );
    expect(served("a.shop.example", {}, design)).toBe("none 1");
  });

  const ways = (host: string, assumed: Assumed = {}, design = shopDesign()) => {
    const world = withHealth(routingWorld(canonicalDesign(design), assumed), assumed);
    return predictWays(world, BOOK, { host, port: 443 }, LISBON).map(({ item }) => {
      const who = item.served.kind === "endpoint" ? item.served.endpoint : item.served.kind;
      const trail = item.trail.map(({ name, setIdentifier }) => setIdentifier ?? name);
      return [item.entry, who, item.at, ...trail];
    });
  };

  it("tells by which way they come there, and over which records", () => {
    const address = ADDRESS["eu-west-1"];
    expect(ways("www.shop.example")).toEqual([
      ["dns", "ireland", address, "www.shop.example.", "eu-west-1"],
    ]);
    expect(ways("fast.shop.example")).toEqual([
      ["accelerator", "ireland", "i-eu-west-1", "fast.shop.example."],
    ]);
    expect(ways("203.0.113.1")).toEqual([["accelerator", "ireland", "i-eu-west-1"]]);
    expect(ways("nowhere.shop.example")).toEqual([["dns", "none", null]]);
  });

  it("takes the order that an accelerator was seen to have before that of the latency table", () => {
    const catchment = (_: unknown, region: string) => (region === "us-east-1" ? -1 : undefined);
    expect(served("fast.shop.example", { catchment })).toBe("virginia 1");
    expect(served("www.shop.example", { catchment })).toBe("ireland 1");
  });

  it("ends at a name that stands outside what the design holds of its zone", () => {
    const design = zone(
      record("www.shop.example", { type: "CNAME", values: ["eu.shop.example"], ttlS: 60 }),
    );
    expect(served("www.shop.example", {}, design)).toBe("none 1");
    const ends = new Set(["eu.shop.example."]);
    expect(served("www.shop.example", { ends }, design)).toBe("other 1");
    expect(served("eu.shop.example", { ends }, design)).toBe("none 1");
  });
});
