import { describe, expect, it } from "vitest";
import { instanceIdOf, resourceIdOf } from "../../../../infra/lab/cloud/resource-ids.ts";
import { serverAt } from "../../../../infra/lab/cloud/server-at.ts";
import { worldResources } from "../../../../infra/lab/cloud/world-resources.ts";
import { endpointOf, worldOf } from "../small-world.ts";
import { FIVE_ENDPOINTS } from "./five-endpoints.ts";

describe("infra/lab/cloud/world-resources", () => {
  const world = worldOf(FIVE_ENDPOINTS);

  it("finds what stands before each endpoint, and the instance behind it", () => {
    const resources = worldResources(world, () => undefined);
    const balanced = endpointOf(world, "shop-use1");
    const where = { region: "us-east-1", site: "availability-zone", address: balanced.address };
    const before = resources.find(resourceIdOf(world, balanced));
    const behind = resources.find(instanceIdOf(world, balanced));
    expect(before).toMatchObject({ ...where, kind: "application-load-balancer" });
    expect(behind).toMatchObject({ ...where, kind: "instance" });
    expect(resources.find("i-0123456789abcdef0")).toBeUndefined();
  });

  it("puts a Local Zone's endpoint into the parent Region, at a site of its own", () => {
    const zonal = endpointOf(world, "shop-lax");
    const found = worldResources(world, () => undefined).find(resourceIdOf(world, zonal));
    expect(found).toMatchObject({ region: "us-west-2", site: "local-zone", kind: "instance" });
  });

  it("has an endpoint's server at its HTTP port, and nothing else anywhere", () => {
    const endpoint = endpointOf(world, "shop-euw1");
    const server = { address: endpoint.backstageAddress, port: 4_711 };
    const at = serverAt(world, 80, () => server);
    expect(at({ address: endpoint.address, port: 80 })).toEqual(server);
    const others = [
      { address: endpoint.address, port: 81 },
      { address: "127.83.2.99", port: 80 },
    ];
    for (const other of others) expect(at(other)).toEqual(other);
  });
});
