import { describe, expect, it } from "vitest";
import type { PlacedVantage } from "../../../../controller/contract/estate.ts";
import { canonicalDesign } from "../../../../controller/core/routing/canonical.ts";
import { endpointBook } from "../../../../controller/core/routing/endpoint-book.ts";
import { askerOf, predictGroup } from "../../../../controller/core/routing/predict-group.ts";
import { routingWorld } from "../../../../controller/core/routing/routing-world.ts";
import { ADDRESS, shopDesign } from "./shop-design.ts";

const VANTAGE = { kind: "region", latitude: 50.11, longitude: 8.68 } as const;
const FRANKFURT: PlacedVantage = { ...VANTAGE, id: "eu-central-1", label: "Frankfurt" };
const VIRGINIA: PlacedVantage = {
  ...VANTAGE,
  id: "us-east-1",
  label: "Virginia",
  latitude: 39.04,
  longitude: -77.49,
};
const BOOK = endpointBook(
  [
    { endpoint: "virginia", keys: ["i-us-east-1"] },
    { endpoint: "ireland", keys: ["i-eu-west-1"] },
  ],
  Object.entries(ADDRESS).map(([region, address]) => [`i-${region}`, address]),
);
const WORLD = routingWorld(canonicalDesign(shopDesign()), {});
const DOOR = { host: "www.shop.example", port: 443 };

describe("controller/core/routing/predict-group", () => {
  it("gives each vantage an equal part of the group", () => {
    const askers = [askerOf(FRANKFURT), askerOf(VIRGINIA)];
    expect(predictGroup(WORLD, BOOK, DOOR, askers)).toEqual([
      { probability: 0.5, item: { kind: "endpoint", endpoint: "ireland" } },
      { probability: 0.5, item: { kind: "endpoint", endpoint: "virginia" } },
    ]);
  });

  it("knows nothing of a group that no vantage stands for", () => {
    expect(predictGroup(WORLD, BOOK, DOOR, [])).toMatchObject([{ item: { kind: "unknown" } }]);
  });

  it("takes the group's country before that of the vantage's place, and the resolver's subnet", () => {
    expect(askerOf(FRANKFURT).countryCode).toBe("DE");
    expect(askerOf(FRANKFURT, "AT").countryCode).toBe("AT");
    const resolver = { address: "192.0.2.1", port: 53, clientSubnet: "198.51.100.0/24" };
    expect(askerOf({ ...FRANKFURT, resolver }).subnet).toBe("198.51.100.0/24");
  });
});
