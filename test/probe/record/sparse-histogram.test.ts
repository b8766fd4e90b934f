import { fc, test } from "@fast-check/vitest";
import { build } from "hdr-histogram-js";
import { describe, expect, it } from "vitest";
import { countInBins, sparseBinsFault } from "../../../probe/contract/histogram.ts";
import { HISTOGRAM, HISTOGRAM_BINS } from "../../../probe/contract/histogram-shape.ts";
import { binOf, SparseHistogram } from "../../../probe/record/sparse-histogram.ts";

const values = fc.array(fc.integer({ min: 1, max: HISTOGRAM.highestUs }), { minLength: 1 });

describe("probe/record/sparse-histogram", () => {
  it("has the number of bins that the contract states", () => {
    const whole = build({
      bitBucketSize: 32,
      autoResize: false,
      lowestDiscernibleValue: HISTOGRAM.lowestUs,
      highestTrackableValue: HISTOGRAM.highestUs,
      numberOfSignificantValueDigits: HISTOGRAM.significantDigits,
    });
    expect((whole as unknown as { countsArrayLength: number }).countsArrayLength).toBe(
      HISTOGRAM_BINS,
    );
    expect(binOf(HISTOGRAM.highestUs)).toBeLessThan(HISTOGRAM_BINS);
  });

  it("records a time above the highest value as the highest value, and keeps it exactly", () => {
    const histogram = new SparseHistogram();
    histogram.record(HISTOGRAM.highestUs * 2);
    expect(histogram.toBins()).toEqual([binOf(HISTOGRAM.highestUs), 1]);
    expect(histogram.maxUs).toBe(HISTOGRAM.highestUs * 2);
  });

  it("has no extremes and no quantiles without values", () => {
    const histogram = new SparseHistogram();
    expect([histogram.minUs, histogram.maxUs, histogram.quantileUs(0.5)]).toEqual([
      null,
      null,
      null,
    ]);
    expect(histogram.toBins()).toEqual([]);
  });

  test.prop([values])("writes sound bins that count every value once", (recorded) => {
    const histogram = new SparseHistogram();
    for (const value of recorded) histogram.record(value);
    expect(sparseBinsFault(histogram.toBins())).toBeNull();
    expect(countInBins(histogram.toBins())).toBe(recorded.length);
    expect(histogram.minUs).toBe(Math.min(...recorded));
    expect(histogram.maxUs).toBe(Math.max(...recorded));
  });

  test.prop([values, fc.constantFrom(0.01, 0.5, 0.9, 0.99, 1)])(
    "is within 1 % of the exact quantile",
    (recorded, ratio) => {
      const histogram = new SparseHistogram();
      for (const value of recorded) histogram.record(value);
      const sorted = [...recorded].sort((left, right) => left - right);
      const exact = sorted[Math.max(1, Math.ceil(ratio * sorted.length)) - 1] ?? 0;
      const found = histogram.quantileUs(ratio) ?? 0;
      expect(found).toBeGreaterThanOrEqual(exact);
      expect(found).toBeLessThanOrEqual(exact * 1.01 + 1);
    },
  );
});
