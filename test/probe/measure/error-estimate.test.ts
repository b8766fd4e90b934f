import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import {
  decodeErrorEstimate,
  encodeErrorEstimate,
  UNKNOWN_ERROR,
} from "../../../probe/measure/error-estimate.ts";

describe("probe/measure/error-estimate", () => {
  it("writes the bits of RFC 4656 §4.1.2", () => {
    // 1 ms is 4,294,967.3 units of 2⁻³² s; 132 · 2¹⁵ are the fewest that are not less.
    expect(encodeErrorEstimate(1)).toBe(0x8000 | (15 << 8) | 132);
    expect(encodeErrorEstimate(0)).toBe(0x8001);
    expect(encodeErrorEstimate(null)).toBe(UNKNOWN_ERROR);
  });

  test.prop([fc.double({ min: 0, max: 1e9, noNaN: true })])(
    "never claims less than it is given, nor much more",
    (errorMs) => {
      const claimed = decodeErrorEstimate(encodeErrorEstimate(errorMs));
      expect(claimed).toBeGreaterThanOrEqual(errorMs * (1 - 1e-12));
      expect(claimed).toBeLessThanOrEqual(errorMs * 1.01 + 1e-6);
    },
  );

  it.each([
    [UNKNOWN_ERROR, "a clock that is not synchronised"],
    [0xc101, "timestamps in the format of PTP"],
    [0x8100, "a multiplier of 0, which the format forbids"],
  ])("takes nothing from %i: %s", (bits) => {
    expect(decodeErrorEstimate(bits)).toBeNull();
  });
});
