import { fc, it } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { retryAfterS } from "../../../../controller/core/pressure/retry-after.ts";

const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe("controller/core/pressure/retry-after", () => {
  it("begins at 5 s and grows with age and excess up to two minutes", () => {
    const at = (ageS: number, excess: number) =>
      retryAfterS({ sinceMs: 0, excess }, ageS * 1_000, 0.5);
    expect([at(0, 1), at(20, 1), at(60, 1), at(0, 3), at(60, 3), at(86_400, 1)]).toEqual([
      5, 10, 20, 15, 60, 120,
    ]);
  });

  it.prop([fc.integer({ min: 0, max: 1e9 }), fc.double({ min: 1, max: 1e6, noNaN: true }), random])(
    "is always a whole number of seconds that a probe honours",
    (ageMs, excess, chance) => {
      const seconds = retryAfterS({ sinceMs: 0, excess }, ageMs, chance);
      expect(Number.isInteger(seconds)).toBe(true);
      expect(seconds).toBeGreaterThanOrEqual(4);
      expect(seconds).toBeLessThanOrEqual(150);
    },
  );

  it("spreads a fleet over half of the time", () => {
    const asked = (chance: number) => retryAfterS({ sinceMs: 0, excess: 1 }, 140_000, chance);
    expect([asked(0), asked(0.999)]).toEqual([30, 50]);
  });
});
