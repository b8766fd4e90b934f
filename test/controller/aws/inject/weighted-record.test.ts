import type { ResourceRecordSet } from "@aws-sdk/client-route-53";
import { describe, expect, it } from "vitest";
import {
  changeOfWeight,
  isOfGroup,
  lookOfRecord,
  weightToTake,
} from "../../../../controller/aws/inject/weighted-record.ts";

const RECORD = { name: "www.shop.test", type: "A", setIdentifier: "blue" };

function set(SetIdentifier: string, more: Partial<ResourceRecordSet> = {}): ResourceRecordSet {
  return { Name: "www.shop.test.", Type: "A", SetIdentifier, Weight: 100, ...more };
}

describe("the weight that is taken", () => {
  it("is that of the record", () => {
    expect(weightToTake([set("green"), set("blue", { Weight: 7 })], RECORD)).toBe(7);
  });

  it.each<[string, ResourceRecordSet[], RegExp]>([
    ["no record at all", [], /there is no record www\.shop\.test A "blue"/],
    ["another one", [set("green")], /^injector\.setIdentifier: there is no record/],
    [
      "a latency record",
      [
        set("green"),
        { Name: "www.shop.test.", Type: "A", SetIdentifier: "blue", Region: "eu-west-1" },
      ],
      /has no weight/,
    ],
    [
      "one of a traffic policy",
      [set("green"), set("blue", { TrafficPolicyInstanceId: "0a1b" })],
      /made by a traffic policy/,
    ],
    ["one with weight 0", [set("green"), set("blue", { Weight: 0 })], /has weight 0 already/],
    ["the only one", [set("blue")], /No other record of .* has a weight above 0/],
    [
      "the last one with a weight",
      [set("green", { Weight: 0 }), set("blue")],
      /Route 53 answers each as often/,
    ],
  ])("is not taken of %s", (_, group, problem) => {
    expect(() => weightToTake(group, RECORD)).toThrow(problem);
  });
});

it("belongs to the group whatever the case and the dot at its end, and to no other type", () => {
  expect(isOfGroup(set("blue", { Name: "WWW.shop.test" }), RECORD)).toBe(true);
  expect(isOfGroup(set("blue", { Type: "AAAA" }), RECORD)).toBe(false);
  expect(isOfGroup(set("blue", { Name: "a.www.shop.test." }), RECORD)).toBe(false);
});

it("changes nothing but the weight", () => {
  const found = set("blue", {
    HealthCheckId: "0a1b",
    AliasTarget: { HostedZoneId: "Z1", DNSName: "lb.test.", EvaluateTargetHealth: true },
  });
  expect(changeOfWeight(found, 0)).toEqual({
    Action: "UPSERT",
    ResourceRecordSet: { ...found, Weight: 0 },
  });
});

it.each<[ResourceRecordSet | undefined, string, RegExp]>([
  [set("blue", { Weight: 0 }), "in_force", /has weight 0/],
  [set("blue", { Weight: 7 }), "restored", /has weight 7/],
  [set("blue", { Weight: 8 }), "other", /has weight 8, and had 7/],
  [{ Name: "www.shop.test.", Type: "A" }, "other", /has no weight, and had 7/],
  [undefined, "other", /not there any more; it had weight 7/],
])("sees of %j that it is %s", (found, state, reason) => {
  expect(lookOfRecord(found, 7)).toEqual({ state, reason: expect.stringMatching(reason) });
});
