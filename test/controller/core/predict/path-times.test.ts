import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { middleOfBin } from "../../../../controller/core/histogram/latency-histogram.ts";
import { binAtShare, massesOf } from "../../../../controller/core/histogram/masses.ts";
import {
  type DayBins,
  massUpTo,
  mixedBin,
  pathsQuantileUs,
  timesOfDays,
} from "../../../../controller/core/predict/path-times.ts";
import { countInBins } from "../../../../probe/contract/histogram.ts";

const DAY = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 9 })), {
    minLength: 1,
    maxLength: 8,
  })
  .map((pairs) => ({ day: 1, bins: pairs.flat() }));
const DAYS = fc.array(DAY, { minLength: 1, maxLength: 4 });
const timesOf = (days: readonly DayBins[]) =>
  timesOfDays(
    days,
    days.map(({ bins }) => countInBins(bins)),
  );

describe("controller/core/predict/path-times", () => {
  test.prop([fc.array(DAYS, { minLength: 1, maxLength: 4 }), fc.constantFrom(0.05, 0.5, 0.95)])(
    "finds in a mixture of paths what lies there when it is put together",
    (paths, p) => {
      const parts = paths.flatMap((days) =>
        days.map(({ bins }) => ({ share: 1 / paths.length / days.length, bins })),
      );
      const expected = binAtShare(massesOf(parts), p);
      const all = paths.map((days) => ({ times: timesOf(days) }));
      expect(pathsQuantileUs(all, p)).toBe(middleOfBin(expected));
      const shares = paths.map(() => 1 / paths.length);
      const times = all.map((each) => each.times);
      expect(mixedBin(times, shares, p - 1e-9)).toBe(expected);
    },
  );

  it("counts each day alike, however many values it has", () => {
    const days = [
      { day: 1, bins: [10, 1] },
      { day: 2, bins: [12, 300] },
    ];
    const times = timesOfDays(days, [1, 300]);
    expect([9, 10, 11, 12, 40].map((bin) => massUpTo(times, bin))).toEqual([0, 0.5, 0.5, 1, 1]);
  });

  it("knows no quantile of no paths", () => {
    expect(pathsQuantileUs([], 0.5)).toBeNull();
  });
});
