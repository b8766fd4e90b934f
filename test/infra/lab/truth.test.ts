import { describe, expect, it } from "vitest";
import { truthOf } from "../../../infra/lab/truth.ts";
import type { World } from "../../../infra/lab/world/world.ts";
import { SHOP_PORT, shopEdges } from "./accelerator/shop-edges.ts";
import { shopNames } from "./dns/shop-names.ts";
import { atlas, SMALL_WORLD, smallWorld, worldOf } from "./small-world.ts";

/** What the accelerator is said to choose, by vantage. */
function chosenIn(world: World) {
  const edges = shopEdges(world, atlas);
  const truth = truthOf(world, atlas, {
    names: shopNames(world, atlas),
    edges,
    httpPort: SHOP_PORT,
  });
  edges.close();
  const chosen = truth.filter((row) => row.entry === "accelerator" && row.endpoint === null);
  return Object.fromEntries(chosen.map(({ vantage, servedBy }) => [vantage, servedBy]));
}

describe("infra/lab/truth", () => {
  it("says where the accelerator leads every vantage", () => {
    expect(chosenIn(smallWorld())).toEqual({
      "us-east-1": "shop-use1",
      "eu-central-1": "shop-euw1",
      "af-south-1": "shop-euw1",
      "office-lisbon": "shop-euw1",
    });
  });

  it("says nothing where chance leads to one of several endpoints of the Region", () => {
    const two = SMALL_WORLD.replace(
      "    - { id: shop-euw1, place: eu-west-1 }\n",
      "    - { id: shop-euw1, place: eu-west-1 }\n    - { id: shop-euw1-b, place: eu-west-1 }\n",
    );
    expect(chosenIn(worldOf(two))).toEqual({ "us-east-1": "shop-use1" });
  });
});
