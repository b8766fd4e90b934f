import { describe, expect, it } from "vitest";
import { isDayStale } from "../../../../controller/core/history/day-standing.ts";

const HOUR_MS = 3_600_000;
const DAY = 100;
const END_MS = (DAY + 1) * 24 * HOUR_MS;
const KEPT_MS = 72 * HOUR_MS;

describe("controller/core/history/day-standing", () => {
  it.each([
    // Read, and looked at again, so many hours after the end of the day.
    [0.1, 0.4, false],
    [0.1, 0.5, true],
    [1, 1.9, false],
    [1, 2, true],
    [30, 59, false],
    [30, 60, true],
    [74, 200, true],
    [75, 200, false],
  ])("read after %s h is stale at %s h: %s", (readH, nowH, isStale) => {
    const kept = { day: DAY, readAtMs: END_MS + readH * HOUR_MS };
    expect(isDayStale(kept, END_MS + nowH * HOUR_MS, KEPT_MS)).toBe(isStale);
  });
});
