import { describe, expect, it } from "vitest";
import { createClock } from "../../probe/clock.ts";

describe("probe/clock", () => {
  it("lets a corrected system clock change the time of day, within a minute, and no duration", () => {
    let monotonicMs = 5;
    let epochMs = 1_000_005;
    const clock = createClock(
      () => monotonicMs,
      () => epochMs,
    );
    expect(clock.wallMs(5)).toBe(1_000_005);
    monotonicMs += 10_000;
    epochMs += 13_000;
    expect(clock.wallMs(clock.nowMs())).toBe(1_010_005);
    monotonicMs += 60_000;
    epochMs += 60_000;
    expect(clock.wallMs(clock.nowMs())).toBe(1_073_005);
    expect(clock.nowMs()).toBe(70_005);
  });
});
