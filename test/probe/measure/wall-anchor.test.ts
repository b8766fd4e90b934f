import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { WallAnchor } from "../../../probe/measure/wall-anchor.ts";

/** A monotonic clock and a wall clock that is cut off to milliseconds, moved by hand. */
function clocks(offsetMs: number) {
  let nowMs = 5;
  let offset = offsetMs;
  return {
    anchor: new WallAnchor(
      () => nowMs,
      () => Math.floor(nowMs + offset),
    ),
    pass: (ms: number) => {
      nowMs += ms;
    },
    step: (ms: number) => {
      offset += ms;
    },
    now: () => nowMs,
    trueMs: () => nowMs + offset,
  };
}

describe("probe/measure/wall-anchor", () => {
  test.prop([
    fc.double({ min: 1e6, max: 2e12, noNaN: true }),
    fc.array(fc.double({ min: 0, max: 3_000, noNaN: true }), { minLength: 1, maxLength: 80 }),
  ])("is never further off than it says", (offsetMs, waits) => {
    const { anchor, pass, now, trueMs } = clocks(offsetMs);
    for (const waitMs of waits) {
      pass(waitMs);
      const wallMs = anchor.wallMs(now());
      expect(Math.abs(wallMs - trueMs())).toBeLessThanOrEqual(anchor.errorMs);
      expect(anchor.errorMs).toBeLessThanOrEqual(0.502);
    }
  });

  it("comes to know the wall clock better than in milliseconds", () => {
    const { anchor, pass, now } = clocks(1_000_000.123);
    for (let look = 0; look < 200; look += 1) {
      pass(10.37);
      anchor.wallMs(now());
    }
    expect(anchor.errorMs).toBeLessThan(0.05);
  });

  it.each([-5_000, -2, 2, 5_000])("follows a step of %d ms at once", (stepMs) => {
    const { anchor, pass, step, now, trueMs } = clocks(1_000_000.7);
    for (let look = 0; look < 50; look += 1) {
      pass(10.37);
      anchor.wallMs(now());
    }
    step(stepMs);
    pass(3.1);
    expect(Math.abs(anchor.wallMs(now()) - trueMs())).toBeLessThanOrEqual(anchor.errorMs);
  });
});
