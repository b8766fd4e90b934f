import { describe, expect, it } from "vitest";
import { RoutingDesign } from "../../../../controller/contract/aws/routing-design.ts";

function record(fields: object) {
  return { name: "shop.example", type: "A", ttlS: 60, values: ["192.0.2.1"], ...fields };
}
function latency(region: string, fields: object = {}) {
  return record({ setIdentifier: region, routing: { policy: "latency", region }, ...fields });
}
function weighted(setIdentifier: string, fields: object = {}) {
  return record({ setIdentifier, routing: { policy: "weighted", weight: 1 }, ...fields });
}

function issues(records: object[]): string[] {
  const design = { hostedZones: [{ id: "Z1", name: "shop.example.", records }] };
  return (RoutingDesign.safeParse(design).error?.issues ?? []).map(
    ({ path, message }) => `${path.join(".")}: ${message}`,
  );
}

describe("controller/contract/aws/routing-design", () => {
  it("holds zones, checks, collections and accelerators, each of them optional", () => {
    expect(RoutingDesign.parse({})).toEqual({
      hostedZones: [],
      healthChecks: [],
      cidrCollections: [],
      accelerators: [],
    });
    expect(issues([latency("eu-west-1"), latency("us-east-1")])).toEqual([]);
  });

  it.each([
    [[record({ name: "shop.test" })], "records.0.name: shop.test does not lie within"],
    [[record({ type: "CNAME", values: ["a.example"] })], "records.0.type: no CNAME can stand"],
    [
      [latency("eu-west-1"), weighted("b", { name: "SHOP.example." })],
      "records.1.routing.policy: one name and type has one policy, but this is weighted beside latency",
    ],
    [[record({}), record({})], "2 simple record sets of one name and type; Route 53 takes 1"],
    [[weighted("a"), weighted("a")], "records.1.setIdentifier: a stands twice for shop.example A"],
    [
      [latency("eu-west-1"), latency("eu-west-1", { setIdentifier: "b" })],
      "records.1.routing: eu-west-1 stands twice",
    ],
    [
      [weighted("a"), weighted("b", { ttlS: 30 })],
      "records.0.ttlS: weighted record sets of one name and type have one TTL, not 60, 30 s",
    ],
  ])("refuses what Route 53 refuses in the records of a zone: %#", (records, message) => {
    expect(issues(records)[0]).toContain(message);
  });

  it("refuses a failover alias that does not ask for its target's health", () => {
    const alias = { hostedZoneId: "Z1", dnsName: "r1.shop.example", evaluateTargetHealth: false };
    const routing = { policy: "failover", role: "PRIMARY" };
    const set = { name: "shop.example", type: "A", setIdentifier: "a", routing, alias };
    expect(issues([set])[0]).toContain("records.0.alias.evaluateTargetHealth: must be true");
  });

  it("refuses one resource twice, and one Region twice in a listener", () => {
    const group = { region: "eu-west-1" };
    const listener = {
      protocol: "TCP",
      portRanges: [{ fromPort: 443, toPort: 80 }],
      endpointGroups: [group, group],
    };
    const wrong = RoutingDesign.safeParse({
      healthChecks: [1, 2].map(() => ({
        id: "h",
        config: { type: "TCP", ipAddress: "192.0.2.1" },
      })),
      accelerators: [{ name: "shop", listeners: [listener] }],
    }).error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    expect(wrong).toEqual([
      "healthChecks.0.config.port: is missing: a TCP health check has no port by itself",
      "healthChecks.1.config.port: is missing: a TCP health check has no port by itself",
      "healthChecks: a health check stands twice",
      "accelerators.0.listeners.0.portRanges.0.toPort: must not be below fromPort",
      "accelerators.0.listeners.0.endpointGroups: a Region has two groups; a listener has one each",
    ]);
  });
});
