import { describe, expect, it } from "vitest";
import { differenceOf } from "../../../../controller/core/advise/entry-difference.ts";
import { mixtureMedian } from "../../../../controller/core/advise/mixture-median.ts";
import { binOf } from "../../../../controller/core/histogram/latency-histogram.ts";
import { mergeBins } from "../../../../controller/core/histogram/merge.ts";
import { EMPTY_BUCKET } from "../../../../controller/core/summary/bucket.ts";
import { seeded } from "../../../helpers/seeded.ts";

describe("controller/core/advise coverage", () => {
  it("holds the true difference in at least 95 % of runs when values are independent", () => {
    const random = seeded(20_261_123);
    const floors = [40_000, 90_000, 160_000];
    // Exponential waiting on top of a floor, unequal numbers of values per vantage.
    const draw = (n: number, floorUs: number) => ({
      ...EMPTY_BUCKET,
      bins: mergeBins(
        Array.from({ length: n }, () => [
          binOf(Math.round(floorUs - 20_000 * Math.log(1 - random()))),
          1,
        ]),
      ),
    });
    const run = (shiftUs: number) =>
      mixtureMedian(floors.map((floorUs, at) => draw([30, 200, 80][at] ?? 30, floorUs + shiftUs)));
    const trueShiftUs = 15_000;
    let held = 0;
    const runs = 300;
    for (let at = 0; at < runs; at += 1) {
      const [one, other] = [run(trueShiftUs), run(0)];
      const difference = one && other ? differenceOf(one, other) : null;
      if (difference === null) throw new Error("both have intervals");
      if (difference.lowUs <= trueShiftUs && trueShiftUs <= difference.highUs) held += 1;
    }
    expect(held / runs).toBeGreaterThanOrEqual(0.95);
  });
});
