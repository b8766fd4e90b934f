import { describe, expect, it } from "vitest";
import {
  acceleratedPath,
  backboneRttMs,
  edgeOf,
} from "../../../../infra/lab/accelerator/accelerated-path.ts";
import { EdgeWays } from "../../../../infra/lab/accelerator/edge-ways.ts";
import { atlas, endpointOf, smallWorld, vantageOf } from "../small-world.ts";

const STRANGER = "127.0.0.1";

describe("infra/lab/accelerator/edge-ways", () => {
  const world = smallWorld();
  const ways = new EdgeWays(world, atlas);
  const lisbon = vantageOf(world, "office-lisbon");
  const dublin = endpointOf(world, "shop-euw1");
  const at = (address: string, region = "eu-west-1") =>
    ({ kind: "instance", site: "availability-zone", region, address }) as const;

  it("takes the backbone from the client's edge to a Region", () => {
    const expected = backboneRttMs(world, atlas, edgeOf(world, lisbon), dublin);
    for (const _again of [1, 2]) {
      expect(ways.rttMsTo(lisbon.sourceAddress, "eu-west-1")).toBe(expected);
    }
    expect(ways.rttMsTo(lisbon.sourceAddress, "eu-west-9")).toBeUndefined();
    expect(ways.rttMsTo(STRANGER, "eu-west-1")).toBeUndefined();
  });

  it("finds out once that there is no such Region", () => {
    let asked = 0;
    const places = new Map(atlas.places);
    places.get = (code) => {
      if (code === "eu-west-9") asked += 1;
      return atlas.places.get(code);
    };
    const own = new EdgeWays(world, { ...atlas, places });
    for (const _again of [1, 2, 3]) own.rttMsTo(lisbon.sourceAddress, "eu-west-9");
    expect(asked).toBe(1);
  });

  it("delays by the way over the edge, and strangers not at all", () => {
    const expected = acceleratedPath(world, atlas, lisbon, dublin).delay;
    expect(ways.delayTo(lisbon.sourceAddress, at(dublin.address))).toEqual(expected);
    expect(ways.delayTo(STRANGER, at(dublin.address))).toBeNull();
  });

  it("takes what is no endpoint of the world for the Region itself", () => {
    const delay = ways.delayTo(lisbon.sourceAddress, at("127.83.2.99"));
    const { delay: ofEndpoint } = acceleratedPath(world, atlas, lisbon, dublin);
    expect(delay).toEqual({ ...ofEndpoint, serverTimeUs: 0 });
    expect(ways.endpointAt("127.83.2.99")).toBeUndefined();
    expect(ways.endpointAt(dublin.address)).toBe(dublin);
  });
});
