import { describe, expect, it } from "vitest";
import { assembleInventory } from "../../../../controller/core/inventory/assemble-inventory.ts";
import { carryOver } from "../../../../controller/core/inventory/carry-over.ts";
import { DENIED, inventoryReading, reading, subnet } from "./sample-readings.ts";

const scope = "eu-west-1";
const regions = reading("regions");
const before = inventoryReading(
  regions,
  reading("subnets", { scope, found: { subnets: [subnet("a"), subnet("b")] } }),
);

function idsOf(...parts: Parameters<typeof inventoryReading>): string[] {
  return assembleInventory(carryOver(before, inventoryReading(...parts))).subnets.map(
    ({ id }) => id,
  );
}

function partOf(...parts: Parameters<typeof inventoryReading>) {
  const { readings } = carryOver(before, inventoryReading(...parts));
  return readings.find(({ part }) => part.subject === "subnets")?.part;
}

describe("carryOver", () => {
  it("takes nothing over where the part was read whole: what it lacks is gone", () => {
    const now = reading("subnets", { scope, found: { subnets: [subnet("b")] } });
    expect(idsOf(regions, now)).toEqual(["b"]);
    expect(partOf(regions, now)?.stale).toBeNull();
  });

  it("shows what was there before in place of a part that failed, and since when", () => {
    const now = reading("subnets", { scope, state: "failed", error: DENIED, readAtMs: 9_000 });
    expect(idsOf(regions, now)).toEqual(["a", "b"]);
    expect(partOf(regions, now)).toMatchObject({
      state: "failed",
      error: DENIED,
      items: 0,
      stale: { items: 2, readAtMs: 1_000 },
    });
  });

  it("adds to half of a part what was not seen again, and prefers what was seen now", () => {
    const fresh = subnet("a", { name: "renamed" });
    const now = reading("subnets", {
      scope,
      state: "partial",
      error: DENIED,
      found: { subnets: [fresh, subnet("c")] },
    });
    const { subnets } = assembleInventory(carryOver(before, inventoryReading(regions, now)));
    expect(subnets.map(({ id, name }) => [id, name])).toEqual([
      ["a", "renamed"],
      ["b", null],
      ["c", null],
    ]);
    expect(partOf(regions, now)?.stale).toEqual({ items: 1, readAtMs: 1_000 });
  });

  it("keeps the age of the first when a part fails again and again", () => {
    const failed = reading("subnets", { scope, state: "failed", error: DENIED, readAtMs: 9_000 });
    const once = carryOver(before, inventoryReading(regions, failed));
    const twice = carryOver(once, inventoryReading(regions, failed));
    const [, part] = twice.readings;
    expect(part?.part.stale).toEqual({ items: 2, readAtMs: 1_000 });
  });

  it("keeps parts that nobody asked for because the list that they follow from failed", () => {
    const lost = reading("regions", { state: "failed", error: DENIED });
    expect(idsOf(lost)).toEqual(["a", "b"]);
    expect(partOf(lost)).toMatchObject({
      state: "skipped",
      note: expect.stringContaining("could not be read"),
      stale: { items: 2, readAtMs: 1_000 },
    });
  });

  it("forgets parts that the list does not name any more", () => {
    expect(idsOf(regions)).toEqual([]);
    expect(partOf(regions)).toBeUndefined();
  });

  it("forgets accounts that are not read any more", () => {
    const other = { ...regions, part: { ...regions.part, account: "444455556666" } };
    expect(carryOver(before, inventoryReading(other)).readings).toHaveLength(1);
  });
});
