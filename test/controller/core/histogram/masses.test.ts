import { describe, expect, it } from "vitest";
import { binAtShare, massesOf } from "../../../../controller/core/histogram/masses.ts";

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
});
