import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { binOf } from "../../../../controller/core/histogram/latency-histogram.ts";
import { mergeBins } from "../../../../controller/core/histogram/merge.ts";
import { fewestValues, quantile } from "../../../../controller/core/histogram/quantile.ts";
import { seeded } from "../../../helpers/seeded.ts";

const binned = (values: readonly number[]) => mergeBins(values.map((us) => [binOf(us), 1]));

describe("controller/core/histogram/quantile", () => {
  it.each([
    [0.5, 6],
    [0.9, 29],
    [0.95, 59],
    [0.99, 299],
  ])("shows the %d quantile from %i values on", (p, n) => {
    expect(fewestValues(p)).toBe(n);
    expect(quantile([500, n - 1], p)).toBeNull();
    expect(quantile([500, n], p)).not.toBeNull();
  });

  it("leaves a bound out where there are too few values for one", () => {
    const p99 = quantile([500, 299], 0.99);
    expect(p99?.lowUs).not.toBeNull();
    expect(p99?.highUs).toBeNull();
  });

  test.prop([
    fc.array(fc.integer({ min: 1, max: 60_000_000 }), { minLength: 6, maxLength: 400 }),
    fc.constantFrom(0.5, 0.9, 0.95),
  ])(
    "stands within one percent of the sorted value of its rank, inside its bounds",
    (values, p) => {
      const found = quantile(binned(values), p);
      if (found === null) {
        expect(values.length).toBeLessThan(fewestValues(p));
        return;
      }
      const exact = [...values].sort((a, b) => a - b)[Math.ceil(p * values.length) - 1] ?? 0;
      expect(Math.abs(found.us - exact)).toBeLessThanOrEqual(Math.max(1, exact * 0.01));
      expect(found.lowUs ?? 0).toBeLessThanOrEqual(found.us);
      expect(found.highUs ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(found.us);
    },
  );

  it("widens the bounds by one bin and keeps them within the extremes", () => {
    const wide = quantile([500, 10], 0.5);
    const kept = quantile([500, 10], 0.5, { minUs: wide?.us ?? 0, maxUs: wide?.us ?? 0 });
    expect(wide?.lowUs).toBeLessThan(wide?.us ?? 0);
    expect(wide?.highUs).toBeGreaterThan(wide?.us ?? 0);
    expect(kept).toEqual({ us: wide?.us, lowUs: wide?.us, highUs: wide?.us });
  });

  it("covers the true median in 92 to 99 of 100 draws", () => {
    const random = seeded(7);
    const draws = Array.from({ length: 2_000 }, () => {
      const values = Array.from({ length: 60 }, () =>
        Math.round(1_000 - 20_000 * Math.log(1 - random())),
      );
      const found = quantile(binned(values), 0.5);
      const truth = 1_000 + 20_000 * Math.LN2;
      return (found?.lowUs ?? 0) <= truth && truth <= (found?.highUs ?? 0);
    });
    const coverage = draws.filter(Boolean).length / draws.length;
    expect(coverage).toBeGreaterThan(0.92);
    expect(coverage).toBeLessThan(0.99);
  });
});
