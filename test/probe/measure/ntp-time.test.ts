import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { addToNtp, ntpDifferenceMs, toNtp } from "../../../probe/measure/ntp-time.ts";

describe("probe/measure/ntp-time", () => {
  it("counts seconds from 1900 and fractions of 2^-32 s", () => {
    expect(toNtp(0)).toBe(2_208_988_800n << 32n);
    expect(toNtp(500)).toBe((2_208_988_800n << 32n) | 0x8000_0000n);
  });

  test.prop([fc.integer({ min: 0, max: 5e12 }), fc.double({ min: 0, max: 1e6, noNaN: true })])(
    "keeps differences, across the end of the era in 2036 too",
    (epochMs, elapsedMs) => {
      const from = toNtp(epochMs);
      expect(ntpDifferenceMs(addToNtp(from, elapsedMs), from)).toBeCloseTo(elapsedMs, 5);
    },
  );
});
