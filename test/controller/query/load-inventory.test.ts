import { describe, expect, it } from "vitest";
import type { InventoryReading } from "../../../controller/contract/inventory-reading.ts";
import { assembleInventory } from "../../../controller/core/inventory/assemble-inventory.ts";
import { loadInventory } from "../../../controller/query/load-inventory.ts";
import { inventoryReading } from "../core/inventory/sample-readings.ts";

const storeOf = (reading: InventoryReading | null) => ({
  inventory: { read: () => Promise.resolve(reading) },
});

describe("controller/query/load-inventory", () => {
  it("is null before AWS was read", async () => {
    expect(await loadInventory(storeOf(null))).toBeNull();
  });

  it("puts a reading together once, and another one anew", async () => {
    const store = storeOf(inventoryReading());
    const first = await loadInventory(store);
    expect(first).toEqual(assembleInventory(inventoryReading()));
    expect(await loadInventory(store)).toBe(first);
    expect(await loadInventory(storeOf(inventoryReading()))).not.toBe(first);
  });
});
