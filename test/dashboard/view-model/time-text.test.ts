import { describe, expect, it } from "vitest";
import {
  agoText,
  clockText,
  rangeText,
  spanText,
  stampText,
} from "../../../dashboard/view-model/time-text.ts";

const AT_MS = Date.UTC(2025, 2, 2, 14, 3, 10);

describe("dashboard/view-model/time-text", () => {
  it.each([
    [3_000, "3\u202fs"],
    [59_999, "59\u202fs"],
    [372_000, "6\u202fm"],
    [7_200_000, "2\u202fh"],
    [172_800_000, "2\u202fd"],
    [-500, "0\u202fs"],
  ])("writes %i ms as %s", (ms, text) => {
    expect(spanText(ms)).toBe(text);
  });

  it("always names the zone", () => {
    expect(clockText(AT_MS)).toBe("14:03:10 UTC");
    expect(stampText(AT_MS)).toBe("2025-03-02 14:03 UTC");
    expect(rangeText(AT_MS - 900_000, AT_MS)).toBe("2025-03-02 13:48 to 14:03 UTC");
    expect(rangeText(AT_MS - 86_400_000, AT_MS)).toBe("2025-03-01 14:03 to 2025-03-02 14:03 UTC");
    expect(agoText(AT_MS - 3_000, AT_MS)).toBe("3\u202fs ago");
  });
});
