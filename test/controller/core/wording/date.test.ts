import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { dateText, secondText } from "../../../../controller/core/wording/date.ts";

describe("controller/core/wording/date", () => {
  test.prop([fc.integer({ min: -500_000, max: 2_900_000 })])("is the calendar's", (day) => {
    expect(dateText(day)).toBe(new Date(day * 86_400_000).toISOString().slice(0, 10));
  });

  test.prop([fc.integer({ min: -4_000_000_000_000, max: 200_000_000_000_000 })])(
    "is the clock's, to the second",
    (atMs) => {
      expect(secondText(atMs)).toBe(new Date(atMs).toISOString().slice(0, 19).replace("T", " "));
    },
  );
});
