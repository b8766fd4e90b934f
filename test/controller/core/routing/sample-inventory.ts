import { RoutingDesign } from "../../../../controller/contract/aws/routing-design.ts";
import type { Inventory } from "../../../../controller/contract/inventory.ts";
import type { InventoryPart } from "../../../../controller/contract/inventory-part.ts";
import { ACCOUNT } from "../inventory/sample-readings.ts";

/** A part that was read whole, or as `changes` say. */
export function part(
  subject: InventoryPart["subject"],
  changes: Partial<InventoryPart> = {},
): InventoryPart {
  return {
    account: ACCOUNT,
    service: "route53",
    subject,
    scope: null,
    state: "complete",
    items: 1,
    of: 1,
    error: null,
    note: null,
    readAtMs: 1_000,
    stale: null,
    ...changes,
  };
}

/** The inventory of an account in which a design stands, and nothing else. */
export function inventoryOf(input: object, parts: readonly InventoryPart[] = []): Inventory {
  const design = RoutingDesign.parse(input);
  const account = ACCOUNT;
  const changed = new Set(parts.map(keyOf));
  const whole = [
    part("hosted-zones"),
    ...design.hostedZones.map(({ id }) => part("record-sets", { scope: id })),
    part("health-checks"),
    part("cidr-collections"),
    part("accelerators", { service: "globalaccelerator" }),
  ];
  const all = [...whole.filter((each) => !changed.has(keyOf(each))), ...parts];
  return {
    startedAtMs: 1_000,
    finishedAtMs: 2_000,
    parts: all,
    accounts: [{ id: account, callerArn: null, roleArn: null }],
    regions: [],
    zones: [],
    outposts: [],
    subnets: [],
    instances: [],
    addresses: [],
    loadBalancers: [],
    accelerators: design.accelerators.map((spec) => ({
      account,
      spec,
      status: "DEPLOYED",
      endpointHealth: [],
    })),
    hostedZones: design.hostedZones.map((spec) => ({
      account,
      spec,
      recordsState:
        all.find((each) => each.subject === "record-sets" && each.scope === spec.id)?.state ??
        "skipped",
      recordsTold: spec.records.length,
    })),
    cidrCollections: design.cidrCollections.map((spec) => ({ account, spec })),
    healthChecks: design.healthChecks.map((spec) => ({ account, spec, status: null })),
  };
}

function keyOf({ account, subject, scope }: InventoryPart): string {
  return [account, subject, scope].join(" ");
}
