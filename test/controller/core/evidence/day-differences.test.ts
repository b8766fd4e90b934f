import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import {
  dayDifferences,
  groupDays,
  hourDifferences,
  type PairedMedians,
} from "../../../../controller/core/evidence/day-differences.ts";

const FIVE_MINUTES_MS = 300_000;
const pair = (slot: number, oneUs: number, otherUs: number, n = 10): PairedMedians => ({
  atMs: slot * FIVE_MINUTES_MS,
  one: { us: oneUs, n },
  other: { us: otherUs, n },
});

describe("controller/core/evidence/day-differences", () => {
  it("means the differences of an hour, and leaves out what has fewer than six values", () => {
    const thin = { ...pair(2, 90_000, 1), other: { us: 1, n: 5 } };
    expect(
      hourDifferences([pair(13, 7, 4), pair(0, 10, 4), pair(1, 12, 4), thin, pair(3, 1, 1, 5)]),
    ).toEqual([
      { hour: 0, us: 7 },
      { hour: 1, us: 3 },
    ]);
  });

  it("gives each hour of a day the same weight, and needs 18 of them", () => {
    const hours = (day: number, count: number, us: number) =>
      Array.from({ length: count }, (_, at) => ({ hour: day * 24 + at, us }));
    expect(dayDifferences([...hours(2, 24, 5), ...hours(1, 17, 9), ...hours(0, 18, -3)])).toEqual([
      { day: 0, value: -3 },
      { day: 2, value: 5 },
    ]);
    // Twelve slots in one hour, one slot in each of 17 others.
    const slots = [
      ...Array.from({ length: 12 }, (_, at) => pair(at, 40, 4)),
      ...Array.from({ length: 17 }, (_, at) => pair(12 * (at + 1), 4, 4)),
    ];
    expect(dayDifferences(hourDifferences(slots))).toEqual([{ day: 0, value: 2 }]);
  });

  it("counts only days of a group on which all its vantages measured", () => {
    const one = [0, 1, 2, 3].map((day) => ({ day, value: 10 }));
    const other = [0, 2, 3].map((day) => ({ day, value: 20 }));
    const rare = [{ day: 3, value: 1_000 }];
    expect(groupDays([one, other, rare, []])).toEqual([
      { day: 0, value: 15 },
      { day: 2, value: 15 },
      { day: 3, value: 15 },
    ]);
    expect(groupDays([])).toEqual([]);
    expect(groupDays([[]])).toEqual([]);
  });

  test.prop([
    fc.array(
      fc.record({
        slot: fc.nat({ max: 2_000 }),
        one: fc.nat({ max: 400_000 }),
        other: fc.nat({ max: 400_000 }),
      }),
      { maxLength: 200 },
    ),
  ])("turns its sign with the order of the paths, whatever the order of time", (slots) => {
    const there = slots.map(({ slot, one, other }) => pair(slot, one, other));
    const back = slots.map(({ slot, one, other }) => pair(slot, other, one)).reverse();
    const turned = hourDifferences(back);
    hourDifferences(there).forEach(({ hour, us }, at) => {
      expect(turned[at]?.hour).toBe(hour);
      expect((turned[at]?.us ?? Number.NaN) + us).toBeCloseTo(0, 6);
    });
  });
});
