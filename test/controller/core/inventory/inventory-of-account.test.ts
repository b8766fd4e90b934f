import { describe, expect, it } from "vitest";
import { inventoryOfAccount } from "../../../../controller/core/inventory/inventory-of-account.ts";
import { inventoryOf, part } from "../routing/sample-inventory.ts";
import { shopDesign } from "../routing/shop-design.ts";
import { ACCOUNT } from "./sample-readings.ts";

const OTHER = "999988887777";

describe("controller/core/inventory/inventory-of-account", () => {
  it("keeps what is of the account, of every kind, and nothing of another", () => {
    const inventory = inventoryOf(shopDesign(), [part("hosted-zones", { account: OTHER })]);
    const own = inventoryOfAccount(inventory, ACCOUNT);
    expect(own.parts).toEqual(inventory.parts.filter(({ account }) => account === ACCOUNT));
    expect({ ...own, parts: [] }).toEqual({ ...inventory, parts: [] });
    const other = inventoryOfAccount(inventory, OTHER);
    const { startedAtMs, finishedAtMs, parts, ...kinds } = other;
    expect(parts).toHaveLength(1);
    expect([startedAtMs, finishedAtMs]).toEqual([1_000, 2_000]);
    for (const items of Object.values(kinds)) expect(items).toEqual([]);
  });
});
