import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { hourRoller } from "../../../../controller/core/fold/roll-hour.ts";
import { packMinute } from "../../../../controller/core/packed/pack-bucket.ts";
import { accumulator } from "../../../../controller/core/summary/accumulator.ts";
import { mergeBuckets } from "../../../../controller/core/summary/bucket.ts";
import { anyContribution } from "../../../helpers/contributions.ts";

const HOUR_MS = 500_000 * 3_600_000;
const MINUTE_MS = 60_000;
const roll = hourRoller();

const anyHour = fc.uniqueArray(fc.nat({ max: 59 }), { maxLength: 8 }).chain((minutes) =>
  fc.tuple(
    ...minutes
      .sort((a, b) => a - b)
      .map((minute) =>
        fc.record({
          minute: fc.constant(minute),
          parts: fc.array(anyContribution(HOUR_MS + minute * MINUTE_MS), {
            minLength: 1,
            maxLength: 3,
          }),
        }),
      ),
  ),
);

function unpack(bytes: Uint8Array, startMs: number) {
  const sum = accumulator();
  const minutes = sum.addPacked(bytes, 0, bytes.length, startMs);
  return { minutes, bucket: sum.take() };
}

describe("controller/core/fold/roll-hour", () => {
  test.prop([anyHour])("adds the minutes of an hour up, and seals those in parts", (minutes) => {
    let bytes = Buffer.alloc(0);
    const cells = minutes.map(({ minute, parts }) => {
      const from = bytes.length;
      bytes = Buffer.concat([bytes, ...parts.map((each) => packMinute(each, each.minuteMs))]);
      return { cell: minute, from, to: bytes.length };
    });
    const { hour, fives, sealed } = roll(bytes, cells, HOUR_MS);
    const all = minutes.flatMap(({ parts }) => parts);
    const whole = unpack(hour, HOUR_MS);
    expect(whole.minutes).toBe(minutes.length);
    if (minutes.length > 0) expect(whole.bucket).toEqual(mergeBuckets(all));
    for (const { five, bytes: packed } of fives) {
      const inside = minutes.filter(({ minute }) => Math.floor(minute / 5) === five);
      expect(unpack(packed, HOUR_MS + five * 5 * MINUTE_MS)).toEqual({
        minutes: inside.length,
        bucket: mergeBuckets(inside.flatMap(({ parts }) => parts)),
      });
    }
    expect(fives.length).toBe(new Set(minutes.map(({ minute }) => Math.floor(minute / 5))).size);
    const several = minutes.filter(({ parts }) => parts.length > 1);
    expect(sealed.map(({ cell }) => cell)).toEqual(several.map(({ minute }) => minute));
    for (const [at, { cell, bytes: packed }] of sealed.entries()) {
      const { bucket } = unpack(packed, HOUR_MS + cell * MINUTE_MS);
      expect(bucket).toEqual(mergeBuckets(several[at]?.parts ?? []));
    }
  });
});
