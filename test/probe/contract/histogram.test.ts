import { build } from "hdr-histogram-js";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { countInBins, SparseBins } from "../../../probe/contract/histogram.ts";
import { HISTOGRAM, HISTOGRAM_BINS } from "../../../probe/contract/histogram-shape.ts";

describe("probe/contract/histogram", () => {
  it("names as many bins as the library makes for this shape", () => {
    const histogram = build({
      lowestDiscernibleValue: HISTOGRAM.lowestUs,
      highestTrackableValue: HISTOGRAM.highestUs,
      numberOfSignificantValueDigits: HISTOGRAM.significantDigits,
      bitBucketSize: 32,
    }) as unknown as { countsArrayLength: number };
    expect(histogram.countsArrayLength).toBe(HISTOGRAM_BINS);
  });

  it("counts what the bins hold", () => {
    expect(countInBins([1200, 3, 4, 1, 1, 9])).toBe(13);
    expect(countInBins([])).toBe(0);
  });

  it.each([
    [[5, 1.5], 1, "is 1.5, which is no whole number from 0 on"],
    [[5, 1, -2, 1], 2, "is -2, which is no whole number from 0 on"],
    [[2 ** 60, 1], 0, `is ${2 ** 60}, which is no whole number from 0 on`],
  ])("names the place in %j", (bins, at, message) => {
    expect(SparseBins.safeParse(bins).error?.issues).toMatchObject([{ path: [at], message }]);
  });

  it.each([[["5", 1]], [[5, null]], [[5, Number.NaN]], [[5, Number.POSITIVE_INFINITY]], ["5,1"]])(
    "takes nothing but numbers: %j",
    (bins) => {
      expect(SparseBins.safeParse(bins).success).toBe(false);
    },
  );

  it("is described to programs as whole numbers", () => {
    expect(z.toJSONSchema(SparseBins)).toMatchObject({
      type: "array",
      items: { type: "integer", minimum: 0 },
    });
  });

  it.each([
    [[1200], "bins come in pairs of position and count"],
    [[5, 1, 0, 1], "bin 5 stands twice"],
    [[2559, 1, 1, 1], "bin 2560 is beyond the last bin 2559"],
    [[5, 0], "bin 5 is listed with a count of 0"],
  ])("refuses %j", (bins, message) => {
    const parsed = SparseBins.safeParse(bins);
    expect(parsed.error?.issues[0]?.message).toBe(message);
  });
});
