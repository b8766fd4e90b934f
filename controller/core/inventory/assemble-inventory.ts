import type { FoundHostedZone, Inventory } from "../../contract/inventory.ts";
import type { FoundLoadBalancer } from "../../contract/inventory-network.ts";
import type { PartState } from "../../contract/inventory-part.ts";
import type {
  FoundItem,
  FoundKind,
  InventoryReading,
  PartReading,
} from "../../contract/inventory-reading.ts";
import { compareText, FOUND_KEYS } from "./found-keys.ts";
import { foundOutposts } from "./found-outposts.ts";
import { partKey } from "./sorted-readings.ts";

/** Puts what the parts found together: records into their zones, targets behind their load balancers. */
export function assembleInventory(reading: InventoryReading): Inventory {
  const { startedAtMs, finishedAtMs, readings } = reading;
  const all = <Kind extends FoundKind>(kind: Kind) => allOf(readings, kind);
  const subnets = all("subnets");
  const instances = all("instances");
  const statuses = new Map(all("healthStatuses").map((each) => [each.healthCheck, each.status]));
  return {
    startedAtMs,
    finishedAtMs,
    parts: readings.map(({ part }) => part),
    accounts: all("accounts"),
    regions: all("regions"),
    zones: all("zones"),
    outposts: foundOutposts(subnets, instances),
    subnets,
    instances,
    addresses: all("addresses"),
    loadBalancers: loadBalancers(readings),
    accelerators: all("accelerators"),
    hostedZones: hostedZones(readings),
    cidrCollections: all("cidrCollections"),
    healthChecks: all("healthChecks").map(({ account, spec }) => ({
      account,
      spec,
      status: statuses.get(spec.id) ?? null,
    })),
  };
}

/** Every item of a kind once, in order. Several parts may find the same. */
function allOf<Kind extends FoundKind>(
  readings: readonly PartReading[],
  kind: Kind,
): FoundItem<Kind>[] {
  const byKey = new Map<string, FoundItem<Kind>>();
  for (const { found } of readings) {
    const items: readonly FoundItem<Kind>[] = found[kind] ?? [];
    for (const item of items) byKey.set(FOUND_KEYS[kind](item), item);
  }
  return [...byKey].toSorted(([one], [other]) => compareText(one, other)).map(([, item]) => item);
}

function hostedZones(readings: readonly PartReading[]): FoundHostedZone[] {
  const states = new Map(readings.map(({ part }) => [partKey(part), part.state]));
  const records = new Map<string, FoundHostedZone["spec"]["records"]>();
  for (const { zone, spec } of allOf(readings, "recordSets")) {
    const known = records.get(zone);
    if (known === undefined) records.set(zone, [spec]);
    else known.push(spec);
  }
  return allOf(readings, "hostedZones").map(({ account, spec, recordsTold }) => {
    const own = records.get(spec.id) ?? [];
    const key = partKey({ account, subject: "record-sets", scope: spec.id });
    const recordsState: PartState = states.get(key) ?? "skipped";
    return {
      account,
      spec: { ...spec, nameServers: nameServersOf(spec, own), records: own },
      recordsState,
      recordsTold,
    };
  });
}

/** The list of zones does not tell them, but the zone's own NS record does. */
function nameServersOf(
  { name, nameServers }: FoundHostedZone["spec"] | FoundItem<"hostedZones">["spec"],
  records: FoundHostedZone["spec"]["records"],
): string[] {
  if (nameServers.length > 0) return nameServers;
  const own = records.find((record) => record.type === "NS" && record.name === name);
  return own?.values ?? [];
}

function loadBalancers(readings: readonly PartReading[]): FoundLoadBalancer[] {
  const states = new Map(readings.map(({ part }) => [partKey(part), part.state]));
  const groups = allOf(readings, "targetGroups");
  return allOf(readings, "loadBalancers").map((balancer) => {
    const { account, region: scope, arn } = balancer;
    const own = groups
      .filter((group) => group.account === account && group.loadBalancers.includes(arn))
      .map(({ arn: groupArn, name, protocol, port, targets }) => ({
        arn: groupArn,
        name,
        protocol,
        port,
        targets,
      }));
    const state = states.get(partKey({ account, subject: "target-health", scope }));
    return { ...balancer, targetGroups: state === "complete" || own.length > 0 ? own : null };
  });
}
