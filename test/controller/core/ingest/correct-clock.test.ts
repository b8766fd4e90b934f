import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { correctClock } from "../../../../controller/core/ingest/correct-clock.ts";
import type { Batch } from "../../../../probe/contract/batch.ts";
import { answers, batchOf } from "../../../helpers/contributions.ts";

const MINUTE_MS = 60_000;
const AT_MS = 500_000 * 3_600_000;

function batchWith(health: Partial<Batch["health"]>): Batch {
  const batch = batchOf([answers(AT_MS, 500, 3), answers(AT_MS + MINUTE_MS, 500, 2)]);
  return { ...batch, health: { ...batch.health, ...health } };
}

const minutesOf = (batch: Batch) => batch.contributions.map(({ minuteMs }) => minuteMs - AT_MS);

describe("controller/core/ingest/correct-clock", () => {
  it.each([
    [29_000, [0, MINUTE_MS]],
    [-29_000, [0, MINUTE_MS]],
    [29_999.4, [0, MINUTE_MS]],
    [30_000, [MINUTE_MS, 2 * MINUTE_MS]],
    [-30_000, [-MINUTE_MS, 0]],
    [31_000, [MINUTE_MS, 2 * MINUTE_MS]],
    [-125_000, [-2 * MINUTE_MS, -MINUTE_MS]],
  ])("moves minutes of a clock that is off by %d ms to the nearest minute", (offset, expected) => {
    const batch = batchWith({ clockOffsetMs: offset, clockAgeS: 20 });
    const corrected = correctClock(batch);
    expect(minutesOf(corrected)).toEqual(expected);
    expect(corrected.contributions[0]?.lastAtMs).toBe(
      (batch.contributions[0]?.lastAtMs ?? 0) + Math.round(offset),
    );
  });

  it("leaves a batch alone whose probe does not know, or has not asked for an hour", () => {
    for (const health of [{}, { clockOffsetMs: 90_000, clockAgeS: 3_601 }]) {
      const batch = batchWith(health);
      expect(correctClock(batch)).toBe(batch);
    }
  });

  test.prop([fc.double({ min: -1e7, max: 1e7, noNaN: true })])(
    "changes times only, by whole minutes and whole milliseconds",
    (clockOffsetMs) => {
      const batch = batchWith({ clockOffsetMs, clockAgeS: 0 });
      const corrected = correctClock(batch);
      corrected.contributions.forEach((contribution, at) => {
        const before = batch.contributions[at];
        expect(contribution.minuteMs % MINUTE_MS).toBe(0);
        expect(Number.isInteger(contribution.lastAtMs)).toBe(true);
        expect(
          Math.abs(contribution.minuteMs - (before?.minuteMs ?? 0) - clockOffsetMs),
        ).toBeLessThanOrEqual(MINUTE_MS / 2);
        const { minuteMs: _minute, lastAtMs: _last, ...rest } = contribution;
        expect(before).toMatchObject(rest);
      });
    },
  );
});
