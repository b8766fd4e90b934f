import type { Instance, InstanceStateName } from "@aws-sdk/client-ec2";
import { describe, expect, it } from "vitest";
import {
  addressesLost,
  instancesToStop,
  lookOfInstances,
  workToStart,
} from "../../../../controller/aws/inject/instance-states.ts";

const at = (
  InstanceId: string,
  Name: InstanceStateName,
  more: Partial<Instance> = {},
): Instance => ({ InstanceId, State: { Name }, RootDeviceType: "ebs", ...more });

describe("instances that are stopped", () => {
  it("are those that run, each once", () => {
    const all = [at("i-1", "running"), at("i-2", "stopped")];
    expect(instancesToStop(all, ["i-1", "i-2", "i-1"])).toEqual(["i-1"]);
  });

  it.each<[string, Instance[], RegExp]>([
    ["is not there", [at("i-1", "running")], /^injector\.instanceIds\.1: i-2 is not there/],
    ["is gone for good", [at("i-1", "running"), at("i-2", "terminated")], /i-2 is terminated/],
    ["is starting", [at("i-1", "running"), at("i-2", "pending")], /i-2 is pending/],
    [
      "would be replaced",
      [
        at("i-1", "running"),
        at("i-2", "running", { Tags: [{ Key: "aws:autoscaling:groupName", Value: "shop" }] }),
      ],
      /Auto Scaling group shop, which would terminate it/,
    ],
    [
      "cannot be stopped",
      [at("i-1", "running"), at("i-2", "running", { RootDeviceType: "instance-store" })],
      /root device is an instance store/,
    ],
    ["does not run, as none does", [at("i-1", "stopped"), at("i-2", "stopped")], /^None of/],
  ])("are none where one of them %s", (_, all, problem) => {
    expect(() => instancesToStop(all, ["i-1", "i-2"])).toThrow(problem);
  });
});

it("lose public addresses that are not Elastic IP addresses", () => {
  const with_ = (IpOwnerId: string, PublicIp: string) => ({
    NetworkInterfaces: [{ Association: { IpOwnerId, PublicIp } }],
  });
  const all = [
    at("i-1", "running", with_("amazon", "203.0.113.1")),
    at("i-2", "running", with_("111122223333", "203.0.113.2")),
    at("i-3", "running", { NetworkInterfaces: [{}] }),
    at("i-4", "running", with_("amazon", "203.0.113.4")),
  ];
  expect(addressesLost(all, ["i-1", "i-2", "i-3"])).toEqual([
    { id: "i-1", address: "203.0.113.1" },
  ]);
});

it.each<[InstanceStateName, InstanceStateName | null, string]>([
  ["stopped", "stopped", "in_force"],
  ["running", "running", "restored"],
  ["stopped", "stopping", "other"],
  ["running", "pending", "other"],
  ["stopped", "running", "other"],
  ["running", null, "other"],
])("of which one is %s and one %s are %s", (one, two, state) => {
  const all = [at("i-1", one), ...(two === null ? [] : [at("i-2", two)])];
  expect(lookOfInstances(all, ["i-1", "i-2"]).state).toBe(state);
});

it("are started, waited for or given up, each as it is", () => {
  const all = [
    at("i-1", "stopped"),
    at("i-2", "stopping"),
    at("i-3", "running"),
    at("i-4", "terminated"),
    at("i-5", "pending"),
  ];
  expect(workToStart(all, ["i-1", "i-2", "i-3", "i-4", "i-5", "i-6"])).toEqual({
    toStart: ["i-1"],
    stopping: ["i-2"],
    gone: ["i-4", "i-6"],
  });
});
