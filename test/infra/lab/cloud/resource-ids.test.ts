import { describe, expect, it } from "vitest";
import {
  instanceIdOf,
  loadBalancerNameOf,
  resourceIdOf,
  resourceKindOf,
} from "../../../../infra/lab/cloud/resource-ids.ts";
import { shopWorld, worldOf } from "../small-world.ts";
import { FIVE_ENDPOINTS } from "./five-endpoints.ts";

describe("infra/lab/cloud/resource-ids", () => {
  const world = shopWorld();
  const five = worldOf(FIVE_ENDPOINTS);

  it("puts a load balancer, an Elastic IP address and another load balancer before the shop", () => {
    const ids = world.endpoints.map((endpoint) => resourceIdOf(world, endpoint));
    expect(ids).toEqual([
      expect.stringMatching(
        /^arn:aws:elasticloadbalancing:us-east-1:\d{12}:loadbalancer\/app\/shop-use1\/[0-9a-f]{16}$/,
      ),
      expect.stringMatching(/^eipalloc-[0-9a-f]{17}$/),
      expect.stringMatching(
        /^arn:aws:elasticloadbalancing:ap-southeast-2:\d{12}:loadbalancer\/net\/shop-apse2\/[0-9a-f]{16}$/,
      ),
    ]);
  });

  it("has instances in Local Zones and for the rest", () => {
    expect(five.endpoints.map((endpoint) => resourceKindOf(five, endpoint))).toEqual([
      "application-load-balancer",
      "elastic-ip",
      "instance",
      "instance",
      "instance",
    ]);
    for (const endpoint of five.endpoints.slice(2)) {
      expect(resourceIdOf(five, endpoint)).toBe(instanceIdOf(five, endpoint));
    }
  });

  it("tells everything apart, and says the same each time", () => {
    const all = five.endpoints.flatMap((endpoint) => [
      resourceIdOf(five, endpoint),
      instanceIdOf(five, endpoint),
    ]);
    expect(new Set(all).size).toBe(2 + 5);
    const again = worldOf(FIVE_ENDPOINTS);
    expect(again.endpoints.map((endpoint) => resourceIdOf(again, endpoint))).toEqual(
      five.endpoints.map((endpoint) => resourceIdOf(five, endpoint)),
    );
  });

  it("keeps names of load balancers within what AWS takes", () => {
    expect(loadBalancerNameOf({ id: "shop-use1" })).toBe("shop-use1");
    expect(loadBalancerNameOf({ id: `${"a".repeat(31)}-bcd` })).toBe("a".repeat(31));
  });
});
