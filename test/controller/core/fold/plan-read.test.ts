import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { DEFAULT_KEEP } from "../../../../controller/core/fold/keep.ts";
import {
  fitWindow,
  isYoung,
  planRead,
  type Segment,
} from "../../../../controller/core/fold/plan-read.ts";
import { DAY_MS, TIERS } from "../../../../controller/core/fold/tier.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const NOW_MS = 20_833 * DAY_MS + 10 * HOUR_MS + 20 * MINUTE_MS;

const plan = (
  window: { fromMs: number; toMs: number; stepMs: number | null },
  due: readonly number[] = [],
) => {
  const fitted = fitWindow(window, DEFAULT_KEEP, NOW_MS);
  return planRead(fitted, DEFAULT_KEEP, NOW_MS, (hourMs) => due.includes(hourMs));
};
const ends = ({ tier, spanStartMs, fromCell, toCell }: Segment) => {
  const { cellMs } = TIERS[tier];
  return [spanStartMs + fromCell * cellMs, spanStartMs + toCell * cellMs] as const;
};
const lengths = (segments: readonly Segment[]) =>
  segments.map(({ tier, fromCell, toCell }) => `${toCell - fromCell} ${tier}`);

describe("controller/core/fold/plan-read", () => {
  test.prop([
    fc.integer({ min: 0, max: 450 * 24 * 60 }),
    fc.integer({ min: 0, max: 60 * 24 * 60 }),
    fc.constantFrom(null, 1, 2, 5, 7, 15, 60, 90, 1_440),
    fc.array(fc.nat({ max: 50 }), { maxLength: 6 }),
  ])(
    "covers a window once, without a gap, in buckets that fit its steps",
    (ago, long, step, due) => {
      const fromMs = NOW_MS - ago * MINUTE_MS;
      const toMs = Math.min(NOW_MS, fromMs + long * MINUTE_MS);
      const asked = { fromMs, toMs, stepMs: step === null ? null : step * MINUTE_MS };
      const fitted = fitWindow(asked, DEFAULT_KEEP, NOW_MS);
      const nowHourMs = Math.floor(NOW_MS / HOUR_MS) * HOUR_MS;
      const segments = plan(
        asked,
        due.map((hours) => nowHourMs - hours * HOUR_MS),
      );
      let at = fitted.fromMs;
      for (const segment of segments) {
        const [start, end] = ends(segment);
        const { cellMs, spanMs } = TIERS[segment.tier];
        expect(start).toBe(at);
        expect(end).toBeGreaterThan(start);
        expect(end - segment.spanStartMs).toBeLessThanOrEqual(spanMs);
        if (fitted.stepMs !== null && segment.tier !== "minute")
          expect(fitted.stepMs % cellMs).toBe(0);
        at = end;
      }
      if (segments.length === 0) expect(toMs).toBeLessThanOrEqual(fitted.fromMs);
      else expect(at).toBeGreaterThanOrEqual(toMs);
      if (segments.length > 0) expect(at - toMs).toBeLessThan(HOUR_MS);
    },
  );

  it("reads a day from hours, its ends from five minutes and minutes, young hours from minutes", () => {
    const fromMs = NOW_MS - DAY_MS + 2 * MINUTE_MS;
    expect(lengths(plan({ fromMs, toMs: NOW_MS, stepMs: null }))).toEqual([
      "3 minute",
      "7 fiveMinutes",
      "13 hour",
      "10 hour",
      "20 minute",
    ]);
  });

  it("reads an hour that has something new from its minutes", () => {
    const hourMs = NOW_MS - 5 * HOUR_MS - 20 * MINUTE_MS;
    const window = { fromMs: hourMs - HOUR_MS, toMs: hourMs + 2 * HOUR_MS, stepMs: HOUR_MS };
    expect(lengths(plan(window, [hourMs]))).toEqual(["1 hour", "60 minute", "1 hour"]);
  });

  it("lengthens steps and begins earlier where short buckets are gone", () => {
    const lengthened = (days: number, stepMs: number) =>
      fitWindow({ fromMs: NOW_MS - days * DAY_MS, toMs: NOW_MS, stepMs }, DEFAULT_KEEP, NOW_MS);
    expect(lengthened(2, 7 * MINUTE_MS).stepMs).toBe(7 * MINUTE_MS);
    expect(lengthened(20, 7 * MINUTE_MS).stepMs).toBe(10 * MINUTE_MS);
    expect(lengthened(100, 7 * MINUTE_MS)).toMatchObject({
      fromMs: NOW_MS - 20 * MINUTE_MS - 100 * DAY_MS,
      stepMs: HOUR_MS,
    });
    expect(lengthened(4_000, MINUTE_MS).fromMs).toBe(
      NOW_MS - 20 * MINUTE_MS - DEFAULT_KEEP.hoursMs,
    );
  });

  it("calls an hour young until the last of its batches had time to come", () => {
    expect(isYoung(NOW_MS - HOUR_MS - 60_000, NOW_MS)).toBe(true);
    expect(isYoung(NOW_MS - HOUR_MS - 90_000, NOW_MS)).toBe(false);
  });
});
