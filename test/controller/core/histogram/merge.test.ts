import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { mergeBins } from "../../../../controller/core/histogram/merge.ts";
import { countInBins, sparseBinsFault } from "../../../../probe/contract/histogram.ts";
import { anyBins } from "../../../helpers/contributions.ts";

describe("controller/core/histogram/merge", () => {
  test.prop([fc.array(anyBins), fc.integer({ min: 0, max: 10 })])(
    "gives the same for any order and any grouping",
    (lists, cut) => {
      const whole = mergeBins(lists);
      const grouped = mergeBins([mergeBins(lists.slice(cut)), mergeBins(lists.slice(0, cut))]);
      expect(mergeBins([...lists].reverse())).toEqual(whole);
      expect(grouped).toEqual(whole);
    },
  );

  test.prop([fc.array(anyBins)])("keeps every value and stays sound", (lists) => {
    const merged = mergeBins(lists);
    expect(sparseBinsFault(merged)).toBeNull();
    expect(countInBins(merged)).toBe(lists.reduce((sum, bins) => sum + countInBins(bins), 0));
  });

  it("adds what stands in the same bin", () => {
    expect(
      mergeBins([
        [3, 1, 2, 4],
        [5, 6],
      ]),
    ).toEqual([3, 1, 2, 10]);
  });

  it("answers no bins for no histograms", () => {
    expect(mergeBins([])).toEqual([]);
  });
});
