import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { DelayHistogram } from "../../../probe/record/delay-histogram.ts";

const delays = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 5_000_000 })), {
  minLength: 1,
  maxLength: 300,
});

describe("probe/record/delay-histogram", () => {
  test.prop([delays, fc.double({ min: 0.01, max: 1, noNaN: true })])(
    "tells every quantile within a bin's width, and 0 exactly",
    (all, ratio) => {
      const histogram = new DelayHistogram();
      for (const delay of all) histogram.record(delay);
      const sorted = [...all].sort((left, right) => left - right);
      const exact = sorted[Math.max(1, Math.ceil(ratio * sorted.length)) - 1] ?? 0;
      const told = histogram.quantileUs(ratio) ?? -1;
      expect(told).toBeGreaterThanOrEqual(exact);
      expect(told).toBeLessThanOrEqual(exact * 1.01);
      expect(histogram.count).toBe(all.length);
    },
  );

  it("tells nothing without delays", () => {
    expect(new DelayHistogram().quantileUs(0.99)).toBeNull();
  });
});
