import { describe, expect, it } from "vitest";
import { shopWorld, smallWorld, vantageOf } from "../small-world.ts";

describe("infra/lab/world/resolve-world", () => {
  it("gives every place an address and a client subnet of its own", () => {
    const world = shopWorld();
    const addresses = [
      ...world.vantages.map((place) => place.sourceAddress),
      ...world.endpoints.flatMap((endpoint) => [endpoint.address, endpoint.backstageAddress]),
      ...world.acceleratorAddresses,
      world.dnsAddress,
    ];
    expect(new Set(addresses).size).toBe(addresses.length);
    expect(addresses.every((address) => address.startsWith("127.77."))).toBe(true);
    expect(new Set(world.vantages.map((place) => place.clientSubnet)).size).toBe(
      world.vantages.length,
    );
  });

  it("looks up kind, name and parent of an AWS place", () => {
    const { vantage, region } = vantageOf(shopWorld(), "us-west-2-lax-1a");
    expect(vantage).toMatchObject({
      kind: "local-zone",
      label: "Los Angeles",
      parentRegion: "us-west-2",
      latitude: 34.05,
    });
    expect(region).toBeUndefined();
  });

  it("hangs an edge on the Region in its city", () => {
    expect(smallWorld().edges.map((edge) => edge.region)).toEqual([
      "us-east-1",
      "eu-central-1",
      "af-south-1",
    ]);
    const madrid = shopWorld().edges.find((edge) => edge.city === "Madrid");
    expect(madrid?.region).toBeUndefined();
  });

  it("uses the prefix of the file everywhere", () => {
    const world = smallWorld("127.99");
    expect(world.block).toBe("127.99.0.0/16");
    expect(world.endpoints[0]?.address).toBe("127.99.2.1");
  });
});
