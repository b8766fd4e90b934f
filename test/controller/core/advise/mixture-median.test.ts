import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { ADVICE_RULES } from "../../../../controller/core/advise/advice-rules.ts";
import { mixtureMedian } from "../../../../controller/core/advise/mixture-median.ts";
import { quantile } from "../../../../controller/core/histogram/quantile.ts";
import { measuredBucket } from "./measured-bucket.ts";

const measured = fc.record({
  medianMs: fc.integer({ min: 20, max: 400 }),
  spreadMs: fc.integer({ min: 0, max: 15 }),
  n: fc.integer({ min: 6, max: 400 }),
});

describe("controller/core/advise/mixture-median", () => {
  it("needs as many values as a median does", () => {
    const bucket = (n: number) => measuredBucket({ medianMs: 50, n });
    const { fewestValues } = ADVICE_RULES;
    expect(quantile(bucket(fewestValues).bins, 0.5)).not.toBeNull();
    expect(quantile(bucket(fewestValues - 1).bins, 0.5)).toBeNull();
    expect(mixtureMedian([bucket(fewestValues - 1)])).toBeNull();
    expect(mixtureMedian([])).toBeNull();
  });

  it("does not let the vantage that was probed more often outvote the other", () => {
    const slow = measuredBucket({ medianMs: 150, spreadMs: 30, n: 40 });
    const fast = measuredBucket({ medianMs: 90, spreadMs: 30, n: 4_000 });
    const even = measuredBucket({ medianMs: 90, spreadMs: 30, n: 40 });
    const lopsided = mixtureMedian([slow, fast])?.us ?? 0;
    expect(lopsided).toBeGreaterThan(115_000);
    expect(Math.abs(lopsided - (mixtureMedian([slow, even])?.us ?? 0))).toBeLessThan(4_000);
  });

  it("leaves out a vantage without a median of its own", () => {
    const known = measuredBucket({ medianMs: 50, spreadMs: 5, n: 100 });
    const unknown = measuredBucket({ medianMs: 300, n: 3 });
    expect(mixtureMedian([known, unknown])).toEqual(mixtureMedian([known]));
  });

  it("counts three times ten values as thirty", () => {
    // 9 / (0.1 + 0.1 + 0.1) is a little less than 30 in floating point.
    const ten = measuredBucket({ medianMs: 20, spreadMs: 3, n: 10 });
    expect(mixtureMedian([ten, ten, ten])?.us).toBe(quantile(ten.bins, 0.5)?.us);
  });

  test.prop([measured, fc.integer({ min: 2, max: 6 })])(
    "finds the same median however often one vantage is repeated, and narrows the interval",
    (one, times) => {
      const bucket = measuredBucket(one);
      const single = mixtureMedian([bucket]);
      const repeated = mixtureMedian(Array.from({ length: times }, () => bucket));
      if (single === null || repeated === null) throw new Error("six values give a median");
      // Two bins of 1 % each: the middle of a bin against an exact extreme.
      expect(Math.abs(repeated.us - single.us)).toBeLessThanOrEqual(0.02 * single.us + 1);
      const low = repeated.lowUs ?? 0;
      const high = repeated.highUs ?? 0;
      expect(low <= repeated.us && repeated.us <= high).toBe(true);
      const widest = (1 + 0.04) * ((single.highUs ?? 0) - (single.lowUs ?? 0)) + 0.06 * single.us;
      expect(high - low).toBeLessThanOrEqual(widest);
    },
  );

  test.prop([fc.array(measured, { minLength: 2, maxLength: 5 })])(
    "lies between the medians of its parts",
    (parts) => {
      const medians = parts.map((part) => mixtureMedian([measuredBucket(part)])?.us ?? 0);
      const mixed = mixtureMedian(parts.map(measuredBucket))?.us ?? 0;
      expect(mixed).toBeGreaterThanOrEqual(0.98 * Math.min(...medians));
      expect(mixed).toBeLessThanOrEqual(1.02 * Math.max(...medians));
    },
  );
});
