import { build } from "hdr-histogram-js";
import { describe, expect, it } from "vitest";
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
    [[1200], "bins come in pairs of position and count"],
    [[5, 1, 0, 1], "bin 5 stands twice"],
    [[2559, 1, 1, 1], "bin 2560 is beyond the last bin 2559"],
    [[5, 0], "bin 5 is listed with a count of 0"],
  ])("refuses %j", (bins, message) => {
    const parsed = SparseBins.safeParse(bins);
    expect(parsed.error?.issues[0]?.message).toBe(message);
  });
});
