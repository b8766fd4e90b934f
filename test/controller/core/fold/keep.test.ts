import { describe, expect, it } from "vitest";
import { DEFAULT_KEEP, keepFault } from "../../../../controller/core/fold/keep.ts";

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
});
