import type { Proposals } from "../core/discover/proposal.ts";
import { proposeServices } from "../core/discover/propose-services.ts";
import { partText } from "../core/inventory/part-text.ts";
import type { Store } from "../store/store.ts";
import { loadInventory } from "./load-inventory.ts";

/** Services that the last reading of AWS found; null before the first. */
export async function loadProposals(
  store: Pick<Store, "inventory" | "estate">,
): Promise<(Proposals & { readonly readAtMs: number; readonly unread: string[] }) | null> {
  const [inventory, estate] = await Promise.all([loadInventory(store), store.estate.read()]);
  if (inventory === null) return null;
  return {
    ...proposeServices(inventory, estate),
    readAtMs: inventory.finishedAtMs,
    unread: inventory.parts.filter(({ error }) => error !== null).map(partText),
  };
}
