import type { Inventory } from "../contract/inventory.ts";
import type { InventoryReading } from "../contract/inventory-reading.ts";
import { assembleInventory } from "../core/inventory/assemble-inventory.ts";
import type { Store } from "../store/store.ts";

/** A reading is put together once; the store answers the same object until another one is there. */
const byReading = new WeakMap<InventoryReading, Inventory>();

/** What AWS holds as it was read last; null before the first reading. Shared: not to be changed. */
export async function loadInventory(store: {
  readonly inventory: Pick<Store["inventory"], "read">;
}): Promise<Inventory | null> {
  const reading = await store.inventory.read();
  if (reading === null) return null;
  const known = byReading.get(reading) ?? assembleInventory(reading);
  byReading.set(reading, known);
  return known;
}
