import { describe, expect, it } from "vitest";
import { endpointByRoute53 } from "../../../../infra/lab/dns/endpoint-by-route53.ts";
import type { World } from "../../../../infra/lab/world/world.ts";
import { atlas, shopWorld, vantageOf, worldOf } from "../small-world.ts";
import { shopNames } from "./shop-names.ts";

const chosen = (world: World, vantage?: string) =>
  endpointByRoute53(
    world,
    atlas,
    shopNames(world, atlas),
    vantage === undefined ? undefined : vantageOf(world, vantage),
  ).id;

describe("infra/lab/dns/endpoint-by-route53", () => {
  it.each([
    ["sa-east-1", "shop-use1"],
    ["op-milan", "shop-euw1"],
    ["ap-southeast-2-per-1a", "shop-apse2"],
  ])("answers %s with %s", (vantage, endpoint) => {
    expect(chosen(shopWorld(), vantage)).toBe(endpoint);
  });

  it("answers Cape Town by its own belief, against the measured times", () => {
    const world = shopWorld();
    expect(chosen(world, "af-south-1")).toBe("shop-use1");
    expect(chosen({ ...world, beliefs: [] }, "af-south-1")).toBe("shop-euw1");
  });

  it("answers a stranger with the first endpoint", () => {
    expect(chosen(shopWorld())).toBe("shop-use1");
  });

  it("lets a Local Zone share the slot of its Region, and there chooses the nearest", () => {
    const world = worldOf(`
vantages:
  - id: us-west-2
  - id: us-west-2-lax-1a
  - id: eu-west-1
edges: [{ city: Ashburn, latitude: 39.04, longitude: -77.49 }]
service:
  id: shop
  label: Shop
  domain: shop.lab.test
  endpoints:
    - { id: oregon, place: us-west-2 }
    - { id: los-angeles, place: us-west-2-lax-1a }
    - { id: ireland, place: eu-west-1 }
`);
    expect(["us-west-2", "us-west-2-lax-1a", "eu-west-1"].map((id) => chosen(world, id))).toEqual([
      "oregon",
      "los-angeles",
      "ireland",
    ]);
  });
});
