import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import {
  binAtShare,
  massesOf,
  mixedBinAtShare,
} from "../../../../controller/core/histogram/masses.ts";

describe("controller/core/histogram/masses", () => {
  it("brings each distribution to its share, whatever its counts", () => {
    const masses = massesOf([
      { share: 0.25, bins: [3, 1, 2, 3] },
      { share: 0.75, bins: [5, 1_000] },
    ]);
    expect([masses[3], masses[5]]).toEqual([0.0625, 0.1875 + 0.75]);
    expect(masses.reduce((sum, mass) => sum + mass, 0)).toBe(1);
  });

  it("finds the bin that a share of the mass ends in, and the last where less than all is there", () => {
    const masses = massesOf([{ share: 0.9, bins: [2, 1, 1, 2] }]);
    expect([0, 0.3, 0.31, 0.9, 1].map((share) => binAtShare(masses, share))).toEqual([
      2, 2, 3, 3, 3,
    ]);
  });

  it("finds no bin where nothing was counted", () => {
    expect(mixedBinAtShare([], 0.5)).toBeNull();
  });

  const counts = fc.array(
    fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 9 })),
    {
      minLength: 1,
      maxLength: 8,
    },
  );
  test.prop([
    fc.array(counts, { minLength: 1, maxLength: 5 }),
    fc.double({ min: 0, max: 1, noNaN: true }),
  ])("finds the bin of a mixture alike with and without an array of its own", (several, share) => {
    const parts = several.map((pairs) => ({
      share: 1 / several.length,
      bins: pairs.flat(),
      n: pairs.reduce((sum, [, count]) => sum + count, 0),
    }));
    expect(mixedBinAtShare(parts, share)).toBe(binAtShare(massesOf(parts), share));
    expect(mixedBinAtShare(parts, share)).toBe(binAtShare(massesOf(parts), share));
  });
});
