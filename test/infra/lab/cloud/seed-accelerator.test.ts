import { describe, expect, it } from "vitest";
import { edgeOf } from "../../../../infra/lab/accelerator/accelerated-path.ts";
import type { AcceleratorConfig } from "../../../../infra/lab/accelerator/accelerator-config.ts";
import { AcceleratorStore } from "../../../../infra/lab/aws/global-accelerator/store.ts";
import { seedAccelerator } from "../../../../infra/lab/cloud/seed-accelerator.ts";
import type { World } from "../../../../infra/lab/world/world.ts";
import { SHOP_PORT, shopEdges } from "../accelerator/shop-edges.ts";
import { simulatedClock } from "../health/simulated-clock.ts";
import { atlas, shopWorld, smallWorld, worldOf } from "../small-world.ts";
import { FIVE_ENDPOINTS } from "./five-endpoints.ts";

function seeded(world: World) {
  const deployed: { readonly config: AcceleratorConfig; readonly known: string | undefined }[] = [];
  const store = new AcceleratorStore({
    clock: simulatedClock(),
    deployAfterMs: 0,
    plane: {
      deploy: (config, known) => deployed.push({ config, known }),
      withdraw: () => undefined,
      stateOf: () => "INITIAL",
    },
  });
  seedAccelerator(world, SHOP_PORT, 0, store);
  return deployed;
}

describe("infra/lab/cloud/seed-accelerator", () => {
  it("has a listener at the HTTP port with a group per Region, deployed and healthy", () => {
    const world = shopWorld();
    const [first, ...more] = seeded(world);
    expect(more).toEqual([]);
    expect(first?.known).toBe("HEALTHY");
    expect(first?.config).toMatchObject({ enabled: true, addresses: world.acceleratorAddresses });
    const [listener] = first?.config.listeners ?? [];
    expect(listener?.portRanges).toEqual([{ fromPort: SHOP_PORT, toPort: SHOP_PORT }]);
    const groups = listener?.groups.map(({ region, endpoints }) => [region, endpoints.length]);
    expect(groups).toEqual([
      ["us-east-1", 1],
      ["eu-west-1", 1],
      ["ap-southeast-2", 1],
    ]);
  });

  it("leaves Local Zones out, which no accelerator can lead to", () => {
    const [first] = seeded(worldOf(FIVE_ENDPOINTS));
    const regions = first?.config.listeners[0]?.groups.map(({ region }) => region);
    expect(regions).toEqual(["us-east-1", "eu-west-1", "us-west-2", "ap-southeast-2"]);
  });

  it("makes no accelerator where it would have no endpoint", () => {
    const world = smallWorld();
    const [endpoint] = worldOf(FIVE_ENDPOINTS).endpoints.filter(({ id }) => id === "shop-lax");
    if (endpoint === undefined) throw new Error("no endpoint in a Local Zone");
    expect(seeded({ ...world, endpoints: [endpoint] })).toEqual([]);
  });

  it("leads every vantage to the endpoint with the shortest backbone from its edge", () => {
    const world = smallWorld();
    const edges = shopEdges(world, atlas);
    const led = world.vantages.map((vantage) => [
      edgeOf(world, vantage).city,
      ...edges
        .endpointsOf(vantage.sourceAddress, {
          address: world.acceleratorAddresses[1],
          port: SHOP_PORT,
        })
        .map(({ id }) => id),
    ]);
    expect(led).toEqual([
      ["Ashburn", "shop-use1"],
      ["Frankfurt", "shop-euw1"],
      ["Cape Town", "shop-euw1"],
      ["Frankfurt", "shop-euw1"],
    ]);
  });
});
