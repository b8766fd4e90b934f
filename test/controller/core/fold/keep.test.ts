import { describe, expect, it } from "vitest";
import {
  DEFAULT_KEEP,
  keepAt,
  keepFault,
  nextRetention,
} from "../../../../controller/core/fold/keep.ts";

const HOUR_MS = 3_600_000;

describe("controller/core/fold/keep", () => {
  it("takes its defaults and the shortest times", () => {
    expect(keepFault(DEFAULT_KEEP)).toBeNull();
    const ms = 3 * HOUR_MS;
    expect(keepFault({ minutesMs: ms, fiveMinutesMs: ms, hoursMs: ms })).toBeNull();
  });

  it("names the field at fault", () => {
    const fault = (change: object) => keepFault({ ...DEFAULT_KEEP, ...change })?.field;
    expect(fault({ minutesMs: HOUR_MS })).toBe("minutesMs");
    expect(fault({ fiveMinutesMs: 4 * HOUR_MS })).toBe("fiveMinutesMs");
    expect(fault({ hoursMs: DEFAULT_KEEP.minutesMs })).toBe("hoursMs");
    expect(fault({ hoursMs: Number.NaN })).toBe("hoursMs");
  });

  it("comes to a longer retention little by little, to a shorter one at once", () => {
    const dayMs = 24 * HOUR_MS;
    const keeping = (days: number) => ({ ...DEFAULT_KEEP, minutesMs: days * dayMs });
    const daysAt = (retention: Parameters<typeof keepAt>[0], day: number) =>
      keepAt(retention, day * dayMs).minutesMs / dayMs;
    const first = nextRetention(null, keeping(3), 0);
    expect(nextRetention(first, keeping(3), dayMs)).toBe(first);
    const longer = nextRetention(first, keeping(10), 100 * dayMs);
    expect([100, 103, 105, 110, 200].map((day) => daysAt(longer, day))).toEqual([3, 3, 5, 10, 10]);
    const shorter = nextRetention(longer, keeping(4), 106 * dayMs);
    expect([106, 107].map((day) => daysAt(shorter, day))).toEqual([4, 4]);
    const again = nextRetention(shorter, keeping(10), 106 * dayMs);
    expect([106, 111].map((day) => daysAt(again, day))).toEqual([4, 5]);
  });
});
