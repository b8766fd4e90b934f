import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { phaseMs } from "../../../probe/schedule/phase.ts";

describe("probe/schedule/phase", () => {
  test.prop([fc.string(), fc.string(), fc.integer({ min: 1, max: 3_600_000 })])(
    "stays within the interval and never changes",
    (vantage, round, intervalMs) => {
      const phase = phaseMs(vantage, round, intervalMs);
      expect(phase).toBeGreaterThanOrEqual(0);
      expect(phase).toBeLessThan(intervalMs);
      expect(phaseMs(vantage, round, intervalMs)).toBe(phase);
    },
  );

  it("spreads a fleet over the interval", () => {
    const quarters = [0, 0, 0, 0];
    for (let index = 0; index < 400; index += 1) {
      const quarter = Math.floor(phaseMs(`vantage-${index}`, "round", 1_000) / 250);
      quarters[quarter] = (quarters[quarter] ?? 0) + 1;
    }
    expect(Math.min(...quarters)).toBeGreaterThan(60);
  });
});
