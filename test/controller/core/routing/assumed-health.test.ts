import { describe, expect, it } from "vitest";
import type {
  FoundLoadBalancer,
  FoundTargetGroup,
} from "../../../../controller/contract/inventory-network.ts";
import { assumedHealth } from "../../../../controller/core/routing/assumed-health.ts";
import { inventoryOf } from "./sample-inventory.ts";
import { shopDesign } from "./shop-design.ts";

const ARN = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/net/shop/1";

/** Load balancers with the states of the targets of each of their groups; null where not read. */
function balancer(groups: readonly (readonly string[] | null)[] | null): FoundLoadBalancer {
  const targets = (states: readonly string[]) =>
    states.map((state, at) => ({ id: `i-${at}`, port: 80, zone: null, state, reason: null }));
  return {
    account: "111122223333",
    region: "eu-west-1",
    arn: ARN,
    name: "shop",
    kind: "network",
    scheme: "internet-facing",
    dnsName: "Shop-1.elb.eu-west-1.amazonaws.com",
    canonicalHostedZoneId: null,
    state: "active",
    zones: [],
    addresses: [],
    targetGroups:
      groups?.map(
        (states, at): FoundTargetGroup => ({
          arn: `arn:group-${at}`,
          name: `group-${at}`,
          protocol: "HTTP",
          port: 80,
          targets: states === null ? null : targets(states),
        }),
      ) ?? null,
  };
}

const inventory = inventoryOf(shopDesign());

describe("controller/core/routing/assumed-health", () => {
  it.each([
    ["all targets unhealthy", [["unhealthy"], ["draining", "unhealthy"]], true],
    ["one target healthy", [["unhealthy"], ["unhealthy", "healthy"]], false],
    ["targets that were not read", [["unhealthy"], null], false],
    ["a group without targets", [["unhealthy"], []], false],
    ["no groups", [], false],
    ["groups that were not read", null, false],
  ] as const)("a load balancer with %s: down %s", (_what, groups, isDown) => {
    const { downResources } = assumedHealth({ ...inventory, loadBalancers: [balancer(groups)] });
    const names = [
      "shop-1.elb.eu-west-1.amazonaws.com.",
      "dualstack.shop-1.elb.eu-west-1.amazonaws.com.",
    ];
    expect([...downResources]).toEqual(isDown ? [ARN, ...names] : []);
  });

  it("has the checks and the accelerator's endpoints that AWS found down, and no others", () => {
    const [check] = inventory.healthChecks;
    const [accelerator] = inventory.accelerators;
    if (check === undefined || accelerator === undefined) throw new Error("the shop has neither");
    const status = (isHealthy: boolean) => ({
      ...{ checkersHealthy: 0, checkers: 16, readAtMs: 1 },
      isHealthy,
    });
    const endpoint = (endpointId: string, state: "HEALTHY" | "UNHEALTHY" | "INITIAL") => ({
      groupArn: "arn:group",
      endpointId,
      state,
    });
    const known = assumedHealth({
      loadBalancers: [],
      healthChecks: [
        { ...check, status: status(false) },
        { ...check, spec: { ...check.spec, id: "up" }, status: status(true) },
        { ...check, spec: { ...check.spec, id: "silent" }, status: null },
      ],
      accelerators: [
        {
          ...accelerator,
          endpointHealth: [
            endpoint("i-down", "UNHEALTHY"),
            endpoint("i-up", "HEALTHY"),
            endpoint("i-new", "INITIAL"),
          ],
        },
      ],
    });
    expect([...known.downChecks]).toEqual([check.spec.id]);
    expect([...known.downResources]).toEqual(["i-down"]);
  });
});
