import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import {
  HOUR_MS,
  hourOf,
  minuteInHour,
  minutesByHour,
} from "../../../../controller/core/fold/hour.ts";

const anyTime = fc.integer({ min: 1, max: 2_000_000_000_000 });

describe("controller/core/fold/hour", () => {
  test.prop([anyTime])("takes a time apart into hour and minute", (atMs) => {
    const startMs = hourOf(atMs) + minuteInHour(atMs) * 60_000;
    expect(startMs).toBeLessThanOrEqual(atMs);
    expect(atMs - startMs).toBeLessThan(60_000);
  });

  test.prop([anyTime, fc.integer({ min: 0, max: 5 * HOUR_MS })])(
    "lists each minute that begins in a window once, and the one it begins in",
    (fromMs, lengthMs) => {
      const toMs = fromMs + lengthMs;
      const starts = minutesByHour(fromMs, toMs).flatMap(({ hourMs, minutes }) =>
        minutes.map((minute) => hourMs + minute * 60_000),
      );
      const expected: number[] = [];
      for (let at = Math.floor(fromMs / 60_000) * 60_000; at < toMs; at += 60_000)
        expected.push(at);
      expect(starts).toEqual(expected);
    },
  );

  it("has no minutes where a window ends before it begins", () => {
    expect(minutesByHour(2 * HOUR_MS, HOUR_MS)).toEqual([]);
  });
});
