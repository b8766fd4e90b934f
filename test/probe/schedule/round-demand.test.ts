import { describe, expect, it } from "vitest";
import { RoundDemand } from "../../../probe/schedule/round-demand.ts";

const GRID = { startMs: 100, intervalMs: 1_000 };

describe("probe/schedule/round-demand", () => {
  it("asks for every target once per slot, from the first slot that is still to come", () => {
    const demand = new RoundDemand(GRID, ["a", "b", "a"], 500);
    expect([demand.perSlot(null), demand.perSlot("a"), demand.perSlot("c")]).toEqual([3, 2, 0]);
    expect(demand.pending(null, 1_099)).toBe(0);
    expect(demand.nextSlotMs(1_099)).toBe(1_100);
    expect(demand.pending(null, 1_100)).toBe(3);
    expect(demand.pending("a", 1_100)).toBe(2);
    expect(demand.nextSlotMs(1_100)).toBe(2_100);
  });

  it("asks no more for what was started or given up", () => {
    const demand = new RoundDemand(GRID, ["a", "b"], 0);
    demand.settle(0, 1);
    expect(demand.pending(null, 150)).toBe(1);
    demand.settle(1, 3);
    expect(demand.pending(null, 2_150)).toBe(2);
    expect(demand.pending("b", 2_150)).toBe(0);
  });
});
