import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { findFlips } from "../../../../controller/core/decide/find-flip.ts";

describe("controller/core/decide/find-flip", () => {
  const limit = fc.double({ min: 0.02, max: 900, noNaN: true });
  test.prop([limit])("finds where a decision turns, from whichever side", (turnsAt) => {
    const decideAt = (value: number) => (value < turnsAt ? "less" : "more");
    const flips = findFlips({ now: 1, least: 0.001, most: 10_000, decideAt });
    expect(flips).toHaveLength(1);
    const [flip] = flips;
    if (flip === undefined) return;
    expect(Math.abs(flip.at - turnsAt)).toBeLessThanOrEqual(0.003 * turnsAt);
    expect(decideAt(flip.at)).toBe(flip.becomes);
    expect(flip.becomes).not.toBe(decideAt(1));
  });

  it("finds both sides, and where nothing could be chosen any more", () => {
    const decideAt = (value: number) => {
      if (value > 50) return null;
      return value < 2 ? "dns" : "accelerator";
    };
    const flips = findFlips({ now: 10, least: 0, most: 1_000, decideAt });
    expect(flips.map(({ becomes }) => becomes)).toEqual(["dns", null]);
    expect(flips[0]?.at).toBeCloseTo(2, 1);
    expect(flips[1]?.at).toBeCloseTo(50, 0);
  });

  it("asks forty times a side at most, and finds nothing where nothing turns", () => {
    let asked = 0;
    const decideAt = () => {
      asked += 1;
      return "same";
    };
    expect(findFlips({ now: 0, least: 0, most: 1, decideAt })).toEqual([]);
    expect(findFlips({ now: 1, least: 0, most: 100, decideAt })).toEqual([]);
    expect(asked).toBeLessThanOrEqual(82);
  });
});
