import { describe, expect, it } from "vitest";
import { assembleInventory } from "../../../../controller/core/inventory/assemble-inventory.ts";
import { ACCOUNT, DENIED, inventoryReading, reading, subnet } from "./sample-readings.ts";

const OUTPOST = "arn:aws:outposts:eu-south-1:111122223333:outpost/op-1";

describe("assembleInventory", () => {
  it("knows Outposts by the subnets and instances on them", () => {
    const onOutpost = { region: "eu-south-1", zone: "eu-south-1a", outpostArn: OUTPOST };
    const subnets = [subnet("a", onOutpost), subnet("b", onOutpost), subnet("c")];
    const { outposts } = assembleInventory(
      inventoryReading(reading("subnets", { found: { subnets } })),
    );
    expect(outposts).toEqual([
      {
        account: ACCOUNT,
        arn: OUTPOST,
        region: "eu-south-1",
        zones: ["eu-south-1a"],
        subnets: 2,
        instances: 0,
      },
    ]);
  });

  it("says of a zone whose records could not be read that they were not, rather than that it has none", () => {
    const spec = {
      id: "Z1",
      name: "shop.example.",
      comment: "",
      isPrivate: false,
      vpcs: [],
      nameServers: [],
      tags: {},
    };
    const zones = reading("hosted-zones", {
      found: { hostedZones: [{ account: ACCOUNT, spec, recordsTold: 7 }] },
    });
    const records = reading("record-sets", { scope: "Z1", state: "failed", error: DENIED, of: 7 });
    const { hostedZones } = assembleInventory(inventoryReading(zones, records));
    expect(hostedZones).toMatchObject([
      { recordsState: "failed", recordsTold: 7, spec: { records: [] } },
    ]);
  });

  it("leaves the targets of a load balancer unknown where they could not be read", () => {
    const balancer = {
      account: ACCOUNT,
      region: "eu-west-1",
      arn: "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/x/1",
      name: "x",
      kind: "application",
      scheme: "internet-facing",
      dnsName: null,
      canonicalHostedZoneId: null,
      state: "active",
      zones: [],
      addresses: [],
    } as const;
    const scope = "eu-west-1";
    const found = { loadBalancers: [{ ...balancer, zones: [], addresses: [] }] };
    const denied = reading("target-health", { scope, state: "failed", error: DENIED });
    const whole = reading("target-health", { scope });
    const balancers = reading("load-balancers", { scope, found });
    const targetsWith = (targets: typeof denied) =>
      assembleInventory(inventoryReading(balancers, targets)).loadBalancers[0]?.targetGroups;
    expect(targetsWith(denied)).toBeNull();
    expect(targetsWith(whole)).toEqual([]);
  });
});
