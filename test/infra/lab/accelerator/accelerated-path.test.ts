import { describe, expect, it } from "vitest";
import {
  acceleratedPath,
  backboneRttMs,
  clientEdgeRttMs,
  edgeOf,
} from "../../../../infra/lab/accelerator/accelerated-path.ts";
import { atlas, endpointOf, shopWorld, smallWorld, vantageOf } from "../small-world.ts";

describe("infra/lab/accelerator/accelerated-path", () => {
  const world = smallWorld();

  it.each([
    ["us-east-1", "Ashburn"],
    ["eu-central-1", "Frankfurt"],
    ["af-south-1", "Cape Town"],
    ["office-lisbon", "Frankfurt"],
  ])("leads %s to the edge in %s", (vantage, city) => {
    expect(edgeOf(world, vantageOf(world, vantage)).city).toBe(city);
  });

  it("shortens the published time by the backbone's factor", () => {
    const [ashburn] = world.edges;
    if (ashburn === undefined) throw new Error("no edge");
    expect(backboneRttMs(world, atlas, ashburn, endpointOf(world, "shop-euw1"))).toBeCloseTo(
      69.6 * 0.85,
      6,
    );
  });

  it("adds the last mile to the way to an edge in the same city, not the Region's own echo", () => {
    const vantage = vantageOf(world, "us-east-1");
    expect(clientEdgeRttMs(atlas, vantage, edgeOf(world, vantage))).toBeCloseTo(1, 6);
  });

  it("costs the longer handshake before the first byte", () => {
    const world = shopWorld();
    const vantage = vantageOf(world, "office-lisbon");
    const edge = edgeOf(world, vantage);
    const endpoint = endpointOf(world, "shop-euw1");
    const toEdgeUs = clientEdgeRttMs(atlas, vantage, edge) * 1_000;
    const onwardUs = backboneRttMs(world, atlas, edge, endpoint) * 1_000;
    const { delay } = acceleratedPath(world, atlas, vantage, endpoint);
    expect(delay.rttUs).toBe(Math.round(toEdgeUs + onwardUs));
    expect(delay.handshakeUs).toBe(Math.round(Math.max(toEdgeUs, onwardUs)));
    expect(delay.handshakeUs).toBeLessThan(delay.rttUs);
  });
});
