import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { backoffMs, parseRetryAfter } from "../../../probe/deliver/backoff.ts";

const NOW_MS = Date.parse("2026-01-01T00:00:00Z");

describe("probe/deliver/backoff", () => {
  it("doubles from one second to a minute", () => {
    const waits = [1, 2, 3, 7, 50].map((failures) => backoffMs(failures, 1, null));
    expect(waits).toEqual([1_000, 2_000, 4_000, 60_000, 60_000]);
    expect(backoffMs(3, 0, null)).toBe(2_000);
  });

  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  test.prop([fc.integer({ min: 1, max: 10_000 }), random, fc.option(fc.nat(10_000_000))])(
    "stays between half a second and five minutes, and never undercuts what was asked",
    (failures, number, askedMs) => {
      const waitMs = backoffMs(failures, number, askedMs);
      expect(waitMs).toBeGreaterThanOrEqual(Math.min(askedMs ?? 500, 300_000));
      expect(waitMs).toBeLessThanOrEqual(300_000);
    },
  );

  it.each([
    ["7", 7_000],
    ["Thu, 01 Jan 2026 00:00:30 GMT", 30_000],
    ["Wed, 31 Dec 2025 00:00:00 GMT", 0],
    ["soon", null],
    [null, null],
  ])("reads Retry-After %j", (header, expected) => {
    expect(parseRetryAfter(header, NOW_MS)).toBe(expected);
  });
});
