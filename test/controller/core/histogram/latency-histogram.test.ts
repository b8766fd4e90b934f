import { fc, test } from "@fast-check/vitest";
import { build } from "hdr-histogram-js";
import { describe, expect, it } from "vitest";
import {
  binOf,
  highestOfBin,
  lowestOfBin,
  middleOfBin,
} from "../../../../controller/core/histogram/latency-histogram.ts";
import { HISTOGRAM, HISTOGRAM_BINS } from "../../../../probe/contract/histogram-shape.ts";

const anyTime = fc.integer({ min: 0, max: HISTOGRAM.highestUs });

/** The library that probes record with, which alone decides what a bin is. */
const library = build({
  lowestDiscernibleValue: HISTOGRAM.lowestUs,
  highestTrackableValue: HISTOGRAM.highestUs,
  numberOfSignificantValueDigits: HISTOGRAM.significantDigits,
  bitBucketSize: 32,
  useWebAssembly: false,
}) as unknown as { countsArrayIndex(value: number): number };

describe("controller/core/histogram/latency-histogram", () => {
  test.prop([fc.integer({ min: 0, max: HISTOGRAM.highestUs })], { numRuns: 2_000 })(
    "puts every time into the bin that the library puts it into",
    (us) => {
      expect(binOf(us)).toBe(library.countsArrayIndex(us));
    },
  );

  it("puts the ends of all bins where the library puts them", () => {
    for (let bin = 0; lowestOfBin(bin) <= HISTOGRAM.highestUs; bin += 1) {
      for (const us of [lowestOfBin(bin), Math.min(highestOfBin(bin), HISTOGRAM.highestUs)])
        expect([us, binOf(us)]).toEqual([us, library.countsArrayIndex(us)]);
    }
  });

  test.prop([anyTime])("puts a time between the ends of its bin", (us) => {
    const bin = binOf(us);
    expect(lowestOfBin(bin)).toBeLessThanOrEqual(us);
    expect(highestOfBin(bin)).toBeGreaterThanOrEqual(us);
  });

  test.prop([anyTime])("stands within one percent for every time of a bin", (us) => {
    expect(Math.abs(middleOfBin(binOf(us)) - us)).toBeLessThanOrEqual(Math.max(1, us * 0.01));
  });

  it("has as many bins as the contract says", () => {
    expect(binOf(HISTOGRAM.highestUs)).toBeLessThan(HISTOGRAM_BINS);
    expect(highestOfBin(HISTOGRAM_BINS - 1)).toBeGreaterThan(HISTOGRAM.highestUs);
  });

  it("counts a time above the highest as the highest", () => {
    expect(binOf(10 * HISTOGRAM.highestUs)).toBe(binOf(HISTOGRAM.highestUs));
  });
});
