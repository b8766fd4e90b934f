import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { shareText, usdText } from "../../../../controller/core/wording/money.ts";

describe("controller/core/wording/money", () => {
  it.each([
    [0, "0.00"],
    [1_204.5, "1\u2009204.50"],
    [1_234_567.891, "1\u2009234\u2009567.89"],
    [-18.25, "−18.25"],
    [-0.004, "0.00"],
  ])("writes %d USD as %s", (usd, text) => {
    expect(usdText(usd)).toBe(text);
  });

  it.each([
    [0, "0 %"],
    [0.000_2, "< 0.1 %"],
    [0.864, "86.4 %"],
    [0.95, "95 %"],
    [0.999_8, "> 99.9 %"],
    [1, "100 %"],
  ])("writes the share %d as %s", (share, text) => {
    expect(shareText(share)).toBe(text);
  });

  test.prop([fc.double({ min: 0, max: 1, noNaN: true })])(
    "says 0 % of nobody and 100 % of all alone",
    (share) => {
      expect(shareText(share) === "0 %").toBe(share === 0);
      expect(shareText(share) === "100 %").toBe(share === 1);
    },
  );
});
