import type { Proposals } from "../core/discover/proposal.ts";
import { proposeServices } from "../core/discover/propose-services.ts";
import { assembleInventory } from "../core/inventory/assemble-inventory.ts";
import { partText } from "../core/inventory/part-text.ts";
import type { Store } from "../store/store.ts";

/** Services that the last reading of AWS found; null before the first. */
export async function loadProposals(
  store: Pick<Store, "inventory" | "estate">,
): Promise<(Proposals & { readonly readAtMs: number; readonly unread: string[] }) | null> {
  const [reading, estate] = await Promise.all([store.inventory.read(), store.estate.read()]);
  if (reading === null) return null;
  const inventory = assembleInventory(reading);
  return {
    ...proposeServices(inventory, estate),
    readAtMs: inventory.finishedAtMs,
    unread: inventory.parts.filter(({ error }) => error !== null).map(partText),
  };
}
