import type { FoundItem, FoundKind } from "../../contract/inventory-reading.ts";

/** What tells one item of a kind from all others of that kind, and puts them in order. */
export const FOUND_KEYS: { readonly [Kind in FoundKind]: (item: FoundItem<Kind>) => string } = {
  accounts: ({ id, roleArn }) => keyOf(id, roleArn ?? ""),
  regions: ({ account, code }) => keyOf(account, code),
  zones: ({ account, region, name }) => keyOf(account, region, name),
  subnets: ({ account, region, id }) => keyOf(account, region, id),
  instances: ({ account, region, id }) => keyOf(account, region, id),
  addresses: ({ account, region, allocationId, address }) =>
    keyOf(account, region, allocationId, address),
  loadBalancers: ({ account, region, name, arn }) => keyOf(account, region, name, arn),
  targetGroups: ({ account, region, name, arn }) => keyOf(account, region, name, arn),
  accelerators: ({ account, spec }) => keyOf(account, spec.name, spec.arn ?? ""),
  hostedZones: ({ account, spec }) => keyOf(account, domainOrder(spec.name), spec.id),
  recordSets: ({ account, zone, spec }) =>
    keyOf(account, zone, domainOrder(spec.name), spec.type, spec.setIdentifier ?? ""),
  cidrCollections: ({ account, spec }) => keyOf(account, spec.name, spec.id),
  healthChecks: ({ account, spec }) => keyOf(account, spec.id),
  healthStatuses: ({ account, healthCheck }) => keyOf(account, healthCheck),
};

/** A byte that stands in none of the parts, and before all others in order. */
const BETWEEN = "\u0000";

function keyOf(...parts: readonly string[]): string {
  return parts.join(BETWEEN);
}

/** Labels from the last to the first, as Route 53 lists names: a zone, then what is below it. */
function domainOrder(name: string): string {
  return name.replace(/\.$/, "").split(".").reverse().join(".");
}

/** By code units: the order is the same on every machine. */
export function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
