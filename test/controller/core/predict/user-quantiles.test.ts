import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { binOf, middleOfBin } from "../../../../controller/core/histogram/latency-histogram.ts";
import { userQuantiles } from "../../../../controller/core/predict/user-quantiles.ts";

/** So many answers, all of one time. */
const all = (us: number, count = 10) => [binOf(us), count];

const parts = fc.array(
  fc.record({
    share: fc.double({ min: 0.01, max: 1, noNaN: true }),
    bins: fc
      .tuple(fc.integer({ min: 100, max: 500_000 }), fc.integer({ min: 1, max: 1_000 }))
      .map(([us, count]) => all(us, count)),
  }),
  { minLength: 1, maxLength: 8 },
);

describe("controller/core/predict/user-quantiles", () => {
  it("weighs by users, not by how much was measured of them", () => {
    const few = { share: 0.9, bins: all(10_000, 1) };
    const many = { share: 0.1, bins: all(200_000, 1_000_000) };
    const { us, coverage } = userQuantiles([few, many], [0.5, 0.89, 0.95]);
    expect(coverage).toBeCloseTo(1);
    expect(us).toEqual([10_000, 10_000, 200_000].map((each) => middleOfBin(binOf(each))));
  });

  it("leaves out whom nothing was measured of, and says how many are left", () => {
    const unmeasured = { share: 0.6, bins: [] };
    const { us, coverage } = userQuantiles([unmeasured, { share: 0.4, bins: all(5_000) }], [0.95]);
    expect(coverage).toBeCloseTo(0.4);
    expect(us).toEqual([middleOfBin(binOf(5_000))]);
    expect(userQuantiles([unmeasured], [0.5])).toEqual({ coverage: 0, us: null });
  });

  test.prop([parts])("grows with the quantile and lies within what was measured", (given) => {
    const asked = [0, 0.25, 0.5, 0.75, 0.95, 1];
    const us = userQuantiles(given, asked).us ?? [];
    expect([...us].sort((a, b) => a - b)).toEqual(us);
    const middles = given.map(({ bins }) => middleOfBin(bins[0] as number));
    for (const each of us) expect(middles).toContain(each);
  });

  test.prop([parts, fc.integer({ min: 2, max: 1_000 })])(
    "does not change when everything was measured more often",
    (given, times) => {
      const more = given.map(({ share, bins: [bin = 0, count = 0] }) => ({
        share,
        bins: [bin, count * times],
      }));
      expect(userQuantiles(more, [0.5, 0.95]).us).toEqual(userQuantiles(given, [0.5, 0.95]).us);
    },
  );
});
