import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import {
  addToNtp,
  createNtpClock,
  ntpDifferenceMs,
  toNtp,
} from "../../../probe/measure/ntp-time.ts";

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

  it("follows the wall clock once a minute and the monotonic clock in between", () => {
    let nowMs = 0;
    let epochMs = 1_000_000;
    const ntpAt = createNtpClock(
      () => nowMs,
      () => epochMs,
    );
    epochMs += 5_000;
    expect(ntpAt(10)).toBe(toNtp(1_000_010));
    nowMs = 60_001;
    epochMs = 2_000_000;
    expect(ntpAt(nowMs)).toBe(toNtp(2_000_000));
  });
});
