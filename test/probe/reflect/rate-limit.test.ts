import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { createRateLimit } from "../../../probe/reflect/rate-limit.ts";

describe("probe/reflect/rate-limit", () => {
  test.prop([
    fc.integer({ min: 1, max: 50 }),
    fc.array(fc.double({ min: 0, max: 500, noNaN: true }), { maxLength: 300 }),
  ])("never lets through more than one second's worth above the rate", (perSecond, gapsMs) => {
    const take = createRateLimit(perSecond);
    let nowMs = 0;
    let taken = 0;
    for (const gapMs of gapsMs) {
      nowMs += gapMs;
      if (take(nowMs)) taken += 1;
    }
    expect(taken).toBeLessThanOrEqual(perSecond + (nowMs / 1_000) * perSecond + 1e-6);
    expect(taken).toBeGreaterThanOrEqual(Math.min(gapsMs.length, perSecond));
  });
});
