import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { hourDifferences } from "../../../../controller/core/evidence/day-differences.ts";
import {
  type FiveMinutes,
  pairedHours,
} from "../../../../controller/core/evidence/paired-hours.ts";

const FIVE_MINUTES_MS = 300_000;
const path = fc
  .uniqueArray(
    fc.record({ slot: fc.nat(400), us: fc.nat(300_000), n: fc.integer({ min: 1, max: 12 }) }),
    { selector: ({ slot }) => slot, maxLength: 120 },
  )
  .map((all) =>
    all
      .sort((a, b) => a.slot - b.slot)
      .map(({ slot, us, n }): FiveMinutes => [slot * FIVE_MINUTES_MS, us, n]),
  );

describe("controller/core/evidence/paired-hours", () => {
  it("leaves out what only one path measured, or measured thinly", () => {
    const one: FiveMinutes[] = [
      [0, 90, 6],
      [300_000, 50, 6],
      [600_000, 10, 5],
      [3_600_000, 7, 9],
    ];
    const other: FiveMinutes[] = [
      [0, 40, 6],
      [600_000, 1, 9],
      [3_600_000, 5, 9],
    ];
    expect(pairedHours(one, other)).toEqual([
      { hour: 0, us: 50 },
      { hour: 1, us: 2 },
    ]);
    expect(pairedHours(one, [])).toEqual([]);
  });

  test.prop([path, path])("means what pairs found one by one would mean", (one, other) => {
    const pairs = one.flatMap(([atMs, us, n]) =>
      other
        .filter(([otherMs]) => otherMs === atMs)
        .map(([, otherUs, m]) => ({ atMs, one: { us, n }, other: { us: otherUs, n: m } })),
    );
    const expected = hourDifferences(pairs);
    const found = pairedHours(one, other);
    expect(found.map(({ hour }) => hour)).toEqual(expected.map(({ hour }) => hour));
    found.forEach(({ us }, at) => {
      expect(us).toBeCloseTo(expected[at]?.us ?? Number.NaN, 6);
    });
  });
});
