import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { lossClass, lossDetail, lossText } from "../../../dashboard/view-model/loss.ts";

describe("dashboard/view-model/loss", () => {
  it("bounds a loss of none by the rule of three", () => {
    expect(lossDetail(0, 60)).toBe(
      "0\u202f% (0 of 60; at most 5.0\u202f% with 95\u202f% confidence)",
    );
  });

  it("says that nothing was sent rather than that nothing was lost", () => {
    expect(lossText(0, 0)).toBe("—");
    expect(lossClass(0, 0)).toBeNull();
    expect(lossDetail(0, 0)).toBe("nothing was sent");
  });

  it.each([
    [0, 100, 0],
    [1, 100, 1],
    [2, 100, 2],
    [5, 100, 2],
    [20, 100, 3],
    [21, 100, 4],
    [99, 100, 4],
    [100, 100, 5],
  ])("puts %i of %i into class %i", (lost, sent, expected) => {
    expect(lossClass(lost, sent)).toBe(expected);
  });

  test.prop([fc.integer({ min: 1, max: 500 }), fc.nat(500), fc.integer({ min: 1, max: 50 })])(
    "has the same class at every zoom",
    (sent, seed, factor) => {
      const lost = seed % (sent + 1);
      expect(lossClass(lost * factor, sent * factor)).toBe(lossClass(lost, sent));
    },
  );
});
