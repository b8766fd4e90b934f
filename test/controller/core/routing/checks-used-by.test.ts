import { describe, expect, it } from "vitest";
import { HealthCheckSpec } from "../../../../controller/contract/aws/health-check-spec.ts";
import { RecordSet } from "../../../../controller/contract/aws/record-set.ts";
import { checksUsedBy } from "../../../../controller/core/routing/checks-used-by.ts";
import { record, value } from "./shop-design.ts";

const endpoint = (id: string) =>
  HealthCheckSpec.parse({ id, config: { type: "TCP", ipAddress: "192.0.2.1", port: 80 } });
const calculated = (id: string, childIds: string[]) =>
  HealthCheckSpec.parse({ id, config: { type: "CALCULATED", childIds, healthThreshold: 1 } });
const judgedBy = (healthCheckId?: string) =>
  RecordSet.parse(record("shop.example", { ...value("192.0.2.1"), healthCheckId }));

const CHECKS = [
  endpoint("a"),
  endpoint("b"),
  endpoint("idle"),
  calculated("both", ["a", "b", "gone"]),
  calculated("ring", ["ring", "b"]),
];

describe("controller/core/routing/checks-used-by", () => {
  it.each([
    ["none", [undefined], [], []],
    ["one, used twice", ["a", "a"], ["a"], []],
    ["a calculated one with its children", ["both"], ["both", "a", "b"], ["gone"]],
    ["one that calculates from itself", ["ring"], ["ring", "b"], []],
    ["one that nothing is known of", ["gone", "b"], ["b"], ["gone"]],
  ])("finds %s", (_, named, used, lost) => {
    const found = checksUsedBy(CHECKS, named.map(judgedBy));
    expect(found.used.map(({ id }) => id)).toEqual(used);
    expect(found.lost).toEqual(lost);
  });
});
