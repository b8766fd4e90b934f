import type { Inventory } from "../../contract/inventory.ts";
import type {
  FoundAddress,
  FoundInstance,
  FoundLoadBalancer,
} from "../../contract/inventory-network.ts";
import { isAddress } from "../routing/is-address.ts";
import { canonicalName } from "../routing/names.ts";
import type { Deployment } from "./deployment.ts";
import { regionOfName } from "./region-of-name.ts";
import { sameThings } from "./same-things.ts";

type Network = Pick<Inventory, "loadBalancers" | "addresses" | "instances" | "zones">;

/** Finds what is behind an address, a name of AWS's, an ARN or an id. */
export type DeploymentBook = (end: string) => Deployment;

/** Load balancers answer to this name for addresses of both families. */
const DUAL_STACK = "dualstack.";

/** Everything that takes traffic, each thing once whatever leads to it. */
export function deploymentBook(inventory: Network): DeploymentBook {
  const { loadBalancers, addresses, instances } = inventory;
  const rootOf = sameThings([
    ...loadBalancers.map(keysOfBalancer),
    ...addresses.map(keysOfAddress),
    ...instances.map(keysOfInstance),
  ]);
  const found = new Map<string, Deployment>();
  const localZones = new Set(
    inventory.zones.flatMap(({ kind, name }) => (kind === "local-zone" ? name : [])),
  );
  // What stands further in front takes the place of what stands behind it.
  for (const instance of instances) {
    const key = rootOf(instance.id);
    found.set(key, ofInstance(key, instance, localZones));
  }
  for (const address of addresses) {
    const key = rootOf(address.address);
    found.set(key, ofAddress(key, address, found.get(key)));
  }
  for (const balancer of loadBalancers) {
    const key = rootOf(balancer.arn);
    found.set(key, ofBalancer(key, balancer, localZones));
  }
  return (end) => {
    const plain = end.startsWith(DUAL_STACK) ? end.slice(DUAL_STACK.length) : end;
    return found.get(rootOf(plain)) ?? unknownAt(plain);
  };
}

function keysOfBalancer({ arn, dnsName, addresses, targetGroups }: FoundLoadBalancer): string[] {
  const targets = (targetGroups ?? []).flatMap(({ targets: each }) => each ?? []);
  const names = dnsName === null ? [] : [canonicalName(dnsName)];
  return [arn, ...names, ...addresses, ...targets.map(({ id }) => id).filter(isInstanceId)];
}

function keysOfAddress({ allocationId, address, instance }: FoundAddress): string[] {
  return [address, ...[allocationId, instance ?? ""].filter((id) => id !== "")];
}

function keysOfInstance({ id, publicAddress }: FoundInstance): string[] {
  return publicAddress === null ? [id] : [id, publicAddress];
}

function isInstanceId(id: string): boolean {
  return id.startsWith("i-");
}

function ofInstance(key: string, each: FoundInstance, localZones: ReadonlySet<string>): Deployment {
  const { region, zone, outpostArn, id, publicAddress, name } = each;
  return {
    key,
    region,
    localZone: zone !== null && localZones.has(zone) ? zone : null,
    outpostArn,
    resource: id,
    what: `instance ${id}`,
    host: null,
    addresses: publicAddress === null ? [] : [publicAddress],
    name,
  };
}

function ofAddress(key: string, each: FoundAddress, behind: Deployment | undefined): Deployment {
  const { region, allocationId, address, name, instance } = each;
  const resource = allocationId === "" ? null : allocationId;
  const on = instance === null ? "" : ` on ${instance}`;
  return {
    key,
    region,
    localZone: behind?.localZone ?? null,
    outpostArn: behind?.outpostArn ?? null,
    resource: resource ?? behind?.resource ?? null,
    what: `Elastic IP address ${address}${on}`,
    host: null,
    addresses: [...new Set([address, ...(behind?.addresses ?? [])])],
    name: name ?? behind?.name ?? null,
  };
}

function ofBalancer(
  key: string,
  each: FoundLoadBalancer,
  localZones: ReadonlySet<string>,
): Deployment {
  const { region, zones, arn, kind, name, dnsName, addresses } = each;
  const [zone = null, ...others] = zones;
  return {
    key,
    region,
    localZone: zone !== null && others.length === 0 && localZones.has(zone) ? zone : null,
    outpostArn: null,
    resource: arn,
    what: `${kind} load balancer ${name}`,
    host: dnsName === null ? null : dnsName.replace(/\.$/, ""),
    addresses,
    name,
  };
}

/** Something that no account that was read has: at most its name tells where it is. */
function unknownAt(end: string): Deployment {
  const kind =
    end.startsWith("arn:") || !/[.:]/.test(end) ? "id" : isAddress(end) ? "address" : "name";
  const plain = end.replace(/\.$/, "");
  return {
    key: end,
    region: kind === "name" ? (regionOfName(end) ?? null) : null,
    localZone: null,
    outpostArn: null,
    resource: kind === "id" ? end : null,
    what: `${plain}, in no account that was read`,
    host: kind === "name" ? plain : null,
    addresses: kind === "address" ? [end] : [],
    name: null,
  };
}
