import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { bandsOver, countInBands } from "../../../../controller/core/histogram/bands.ts";
import { lowestOfBin } from "../../../../controller/core/histogram/latency-histogram.ts";
import { countInBins } from "../../../../probe/contract/histogram.ts";
import { anyBins } from "../../../helpers/contributions.ts";

const limit = fc.integer({ min: 4, max: 400 });

describe("controller/core/histogram/bands", () => {
  it("takes one bin for each band as long as that is enough", () => {
    const bands = bandsOver([[500, 3, 2, 1]], 60);
    expect(bands.bands).toHaveLength(3);
    expect(bands.bands[0]?.fromUs).toBe(lowestOfBin(500));
    expect(countInBands([500, 3, 2, 1], bands)).toEqual([3, 0, 1]);
  });

  it("has no bands without values", () => {
    expect(bandsOver([[], []], 60).bands).toEqual([]);
    expect(countInBands([], bandsOver([], 60))).toEqual([]);
  });

  test.prop([fc.array(anyBins, { maxLength: 6 }), limit])(
    "holds every value of every list, in no more bands than allowed, side by side",
    (lists, most) => {
      const bands = bandsOver(lists, most);
      expect(bands.bands.length).toBeLessThanOrEqual(most);
      for (const bins of lists) {
        const counts = countInBands(bins, bands);
        expect(counts).toHaveLength(bands.bands.length);
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(countInBins(bins));
      }
      bands.bands.slice(1).forEach(({ fromUs }, at) => {
        expect(fromUs).toBe((bands.bands[at]?.toUs ?? 0) + 1);
      });
    },
  );

  test.prop([anyBins, anyBins, limit])(
    "begins bands of the same width at the same places",
    (one, other, most) => {
      const [left, right] = [bandsOver([one], most), bandsOver([other], most)];
      fc.pre(left.binsPerBand === right.binsPerBand);
      expect(Math.abs(left.firstBin - right.firstBin) % left.binsPerBand).toBe(0);
    },
  );
});
