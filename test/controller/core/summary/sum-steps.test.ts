import { describe, expect, it } from "vitest";
import { packMinute, packRolled } from "../../../../controller/core/packed/pack-bucket.ts";
import { accumulator } from "../../../../controller/core/summary/accumulator.ts";
import { type CellRun, sumSteps } from "../../../../controller/core/summary/sum-steps.ts";
import { answers } from "../../../helpers/contributions.ts";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const START_MS = 500_000 * HOUR_MS;
const sum = accumulator();

/** An hour that was rolled up from 40 minutes, then two minutes of the next. */
function runs(): CellRun[] {
  const hour = packRolled(answers(START_MS, 500, 7), START_MS, 40);
  const nextMs = START_MS + HOUR_MS;
  const minutes = [1, 2].map((minute) => {
    const minuteMs = nextMs + minute * MINUTE_MS;
    return packMinute(answers(minuteMs, 600, minute), minuteMs);
  });
  const [first = Buffer.alloc(0), second = Buffer.alloc(0)] = minutes;
  const bytes = Buffer.concat([first, Buffer.alloc(1), second]);
  return [
    { bytes: hour, spanStartMs: START_MS, cellMs: HOUR_MS, firstCell: 0 },
    { bytes, spanStartMs: nextMs, cellMs: MINUTE_MS, firstCell: 1 },
  ];
}

describe("controller/core/summary/sum-steps", () => {
  it("adds buckets of any length to the steps that they lie in", () => {
    const steps = sumSteps(runs(), HOUR_MS, sum);
    expect(steps.map(({ bucket, ...step }) => ({ ...step, sent: bucket.sent }))).toEqual([
      { atMs: START_MS, firstMs: START_MS, minutes: 40, sent: 7 },
      { atMs: START_MS + HOUR_MS, firstMs: START_MS + HOUR_MS + MINUTE_MS, minutes: 2, sent: 3 },
    ]);
  });

  it("makes one sum of all without steps, and none of nothing", () => {
    const [whole, ...others] = sumSteps(runs(), null, sum);
    expect(others).toEqual([]);
    expect(whole).toMatchObject({ atMs: START_MS, minutes: 42, bucket: { sent: 10 } });
    expect(sumSteps([], null, sum)).toEqual([]);
  });
});
