import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { catchUp, firstSlot, isTooLate, slotDueMs } from "../../../probe/schedule/grid.ts";

const grid = fc.record({
  startMs: fc.double({ min: 0, max: 3_600_000, noNaN: true }),
  intervalMs: fc.integer({ min: 5, max: 3_600_000 }),
});
const time = fc.double({ min: 0, max: 1e9, noNaN: true });

describe("probe/schedule/grid", () => {
  it("puts slots at equal distances from the phase", () => {
    const ticks = { startMs: 12.5, intervalMs: 100 };
    expect([0, 1, 7].map((slot) => slotDueMs(ticks, slot))).toEqual([12.5, 112.5, 712.5]);
    expect(firstSlot(ticks, 112.5)).toBe(1);
    expect(firstSlot(ticks, 112.6)).toBe(2);
    expect(firstSlot(ticks, 0)).toBe(0);
  });

  it("skips what is later than half of the interval, and counts it", () => {
    const ticks = { startMs: 0, intervalMs: 100 };
    expect(catchUp(ticks, 3, 350)).toEqual({ slot: 3, skipped: 0 });
    expect(catchUp(ticks, 3, 351)).toEqual({ slot: 4, skipped: 1 });
    expect(catchUp(ticks, 3, 1_260)).toEqual({ slot: 13, skipped: 10 });
  });

  test.prop([grid, time])("finds the earliest slot that is not over", (ticks, nowMs) => {
    const slot = firstSlot(ticks, nowMs);
    expect(slotDueMs(ticks, slot)).toBeGreaterThanOrEqual(nowMs);
    if (slot > 0) expect(slotDueMs(ticks, slot - 1)).toBeLessThan(nowMs + 1e-6);
  });

  test.prop([grid, fc.nat(1_000), time])(
    "loses no slot without counting it",
    (ticks, slot, nowMs) => {
      const next = catchUp(ticks, slot, nowMs);
      expect(next.slot - slot).toBe(next.skipped);
      expect(next.skipped).toBeGreaterThanOrEqual(0);
      expect(isTooLate(slotDueMs(ticks, next.slot), nowMs, ticks.intervalMs)).toBe(false);
      if (next.skipped > 0) {
        const given = slotDueMs(ticks, next.slot - 1);
        expect(nowMs - given).toBeGreaterThan(0.5 * ticks.intervalMs - 1e-3);
      }
    },
  );
});
