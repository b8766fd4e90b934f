import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import {
  countedText,
  countText,
  daysText,
  durationText,
  percentText,
} from "../../../../controller/core/wording/count.ts";

describe("controller/core/wording/count", () => {
  it("parts thousands by thin spaces", () => {
    expect([0, 999, 1_000, 1_234_567].map(countText)).toEqual([
      "0",
      "999",
      "1\u2009000",
      "1\u2009234\u2009567",
    ]);
  });

  it("never rounds up to a day that is not there", () => {
    expect([0, 0.0007, 0.0416, 6.999, 14].map(daysText)).toEqual([
      "0",
      "< 0.01",
      "0.04",
      "6.99",
      "14",
    ]);
  });

  it("counts one and many", () => {
    expect([
      countedText(1, "path"),
      countedText(2, "path"),
      countedText(2, "box", "boxes"),
    ]).toEqual(["1 path", "2 paths", "2 boxes"]);
  });

  it.each([
    [0, 60, "0 %"],
    [1, 10_000, "< 0.1 %"],
    [1, 1_000, "0.1 %"],
    [1, 30, "3.3 %"],
    [12, 100, "12 %"],
    [999, 1_000, "99 %"],
    [60, 60, "100 %"],
  ])("writes %i of %i as %s", (part, whole, text) => {
    expect(percentText(part, whole)).toBe(text);
  });

  test.prop([fc.integer({ min: 1, max: 100_000 }), fc.nat(100_000)])(
    "writes 0 % and 100 % only where they hold exactly",
    (whole, some) => {
      const part = Math.min(some, whole);
      expect(percentText(part, whole) === "0 %").toBe(part === 0);
      expect(percentText(part, whole) === "100 %").toBe(part === whole);
    },
  );

  it("writes a length of time in the unit that stays readable", () => {
    const texts = [400, 40_000, 240_000, 3 * 3_600_000, 60 * 3_600_000].map(durationText);
    expect(texts).toEqual(["0 s", "40 s", "4 min", "3 h", "2.5 days"]);
  });
});
