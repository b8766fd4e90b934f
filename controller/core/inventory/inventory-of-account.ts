import type { Inventory } from "../../contract/inventory.ts";

/** What was read of one account. */
export function inventoryOfAccount(inventory: Inventory, account: string): Inventory {
  const own = <Item extends { readonly account: string }>(items: readonly Item[]) =>
    items.filter((item) => item.account === account);
  return {
    ...inventory,
    parts: own(inventory.parts),
    accounts: inventory.accounts.filter(({ id }) => id === account),
    regions: own(inventory.regions),
    zones: own(inventory.zones),
    outposts: own(inventory.outposts),
    subnets: own(inventory.subnets),
    instances: own(inventory.instances),
    addresses: own(inventory.addresses),
    loadBalancers: own(inventory.loadBalancers),
    accelerators: own(inventory.accelerators),
    hostedZones: own(inventory.hostedZones),
    cidrCollections: own(inventory.cidrCollections),
    healthChecks: own(inventory.healthChecks),
  };
}
