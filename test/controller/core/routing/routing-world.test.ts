import { describe, expect, it } from "vitest";
import { canonicalDesign } from "../../../../controller/core/routing/canonical.ts";
import { EMPTY_DESIGN } from "../../../../controller/core/routing/empty-design.ts";
import { predictServed } from "../../../../controller/core/routing/predict-served.ts";
import { routingWorld } from "../../../../controller/core/routing/routing-world.ts";

describe("controller/core/routing/routing-world", () => {
  it("leads a name to itself where nothing stands", () => {
    const world = routingWorld(canonicalDesign(EMPTY_DESIGN));
    const door = { host: "www.shop.example", port: 443 };
    const [served, ...others] = predictServed(world, new Map(), door, { countryCode: "DE" });
    expect(served).toMatchObject({
      probability: 1,
      item: { kind: "other", what: "www.shop.example." },
    });
    expect(others).toEqual([]);
    expect(world.zoneOf("www.shop.example.")).toBeUndefined();
  });
});
