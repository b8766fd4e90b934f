import { describe, expect, it } from "vitest";
import {
  differenceText,
  latencyText,
  millisecondsText,
  signedMilliseconds,
} from "../../../../controller/core/wording/latency.ts";

describe("controller/core/wording/latency", () => {
  it.each([
    [0, "0.0 ms"],
    [4_712, "4.7 ms"],
    [9_949, "9.9 ms"],
    [9_950, "10 ms"],
    [84_400, "84 ms"],
    [9_999_499, "9999 ms"],
    [9_999_500, "10.0 s"],
    [61_240_000, "61.2 s"],
  ])("writes %i µs as %s", (us, text) => {
    expect(latencyText(us)).toBe(text);
  });

  it("keeps to milliseconds where the header names them", () => {
    expect(millisecondsText(12_000_000)).toBe("12000");
  });

  it("always signs a difference, with a true minus", () => {
    expect(signedMilliseconds(84_000)).toBe("+84");
    expect(signedMilliseconds(-1_400)).toBe("−1.4");
    expect(signedMilliseconds(0)).toBe("0.0");
    expect(differenceText({ us: -38_000, lowUs: -44_000, highUs: -31_000 })).toBe(
      "−38 ms (−44 to −31)",
    );
  });
});
