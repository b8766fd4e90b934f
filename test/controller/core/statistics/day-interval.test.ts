import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import {
  chanceBelow,
  type DayValue,
  dayInterval,
} from "../../../../controller/core/statistics/day-interval.ts";
import { seeded } from "../../../helpers/seeded.ts";
import { hourlyMeans, pathDifferences } from "../evidence/simulated-path.ts";

const days = (values: readonly number[]): DayValue[] =>
  values.map((value, day) => ({ day, value }));

describe("controller/core/statistics/day-interval", () => {
  it("says nothing of fewer than three days", () => {
    expect(dayInterval(days([1, 2]))).toBeNull();
  });

  it("is Student's interval where days do not resemble each other", () => {
    // The correlation with the day before is -0.9 or so, and counts as none.
    const interval = dayInterval(days([1, 3, 1, 3, 1, 3, 1, 3, 1, 3]));
    expect(interval).toMatchObject({ mean: 2, days: 10, effectiveDays: 10 });
    expect(interval?.high).toBeCloseTo(2 + 2.262_157 * (Math.sqrt(10 / 9) / Math.sqrt(10)), 5);
  });

  it("counts days that resemble their neighbours for fewer", () => {
    const rising = dayInterval(days([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]));
    expect(rising?.effectiveDays).toBe(3);
    // The same values with gaps between all: nothing is known of neighbours but 1/D.
    const gaps = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((value, at) => ({ day: 2 * at, value }));
    expect(dayInterval(gaps)?.effectiveDays).toBeCloseTo((10 * 0.9) / 1.1, 9);
  });

  it("turns a bound into a chance that agrees with the interval", () => {
    const interval = dayInterval(days([-9, -7, -8, -10, -6, -9, -7]));
    if (interval === null) throw new Error("seven days have one");
    expect(chanceBelow(interval, interval.high)).toBeCloseTo(0.025, 9);
    expect(chanceBelow(interval, interval.mean)).toBeCloseTo(0.5, 9);
    const still = dayInterval(days([4, 4, 4]));
    expect(still && [chanceBelow(still, 5), chanceBelow(still, 4)]).toEqual([0, 1]);
  });

  test.prop([
    fc.array(fc.double({ min: -1e5, max: 1e5, noNaN: true }), { minLength: 3, maxLength: 40 }),
    fc.double({ min: -1e5, max: 1e5, noNaN: true }),
  ])("moves with its values and keeps its width", (values, shift) => {
    const [here, there] = [values, values.map((value) => value + shift)].map((each) =>
      dayInterval(days(each)),
    );
    if (!here || !there) throw new Error("three days have one");
    expect(here.low).toBeLessThanOrEqual(here.mean);
    expect(here.effectiveDays).toBeGreaterThanOrEqual(3);
    expect(here.effectiveDays).toBeLessThanOrEqual(here.days);
    expect(there.mean - shift).toBeCloseTo(here.mean, 4);
  });

  // Nominal 95 %: five-minute differences with a daily swing, slow drift, waiting and route changes
  // that last for hours, of which the true mean is known.
  it.each([
    { length: 14, dwellHours: 18, stepMs: 8 },
    { length: 7, dwellHours: 6, stepMs: 8 },
    { length: 14, dwellHours: 6, stepMs: 8 },
    { length: 14, dwellHours: 18, stepMs: 0 },
  ])(
    "holds the truth over $length days, routes changing by $stepMs ms about every $dwellHours h",
    (shape) => {
      const random = seeded(1_972);
      const runs = 300;
      let held = 0;
      for (let run = 0; run < runs; run += 1) {
        const interval = dayInterval(hourlyMeans(pathDifferences(shape, random)));
        if (interval !== null && interval.low <= 0 && interval.high >= 0) held += 1;
      }
      expect(held / runs).toBeGreaterThanOrEqual(0.92);
      // Narrower than "always": an interval that is never wrong says too little.
      expect(held / runs).toBeLessThanOrEqual(0.995);
    },
  );
});
