import { describe, expect, it } from "vitest";
import { nextEvaluationMs } from "../../../../controller/core/advise/next-evaluation.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const startedMs = 1_700_000_000_000;

/** Minutes after the evaluation began. */
const pause = (ageMs: number | null, tookMs = 0, everyMs = HOUR_MS) =>
  (nextEvaluationMs({
    startedMs,
    endedMs: startedMs + tookMs,
    growsSinceMs: ageMs === null ? null : startedMs - ageMs,
    everyMs,
  }) -
    startedMs) /
  MINUTE_MS;

describe("controller/core/advise/next-evaluation", () => {
  it.each([
    ["at once while evidence is young", pause(10 * MINUTE_MS), 0],
    ["every five minutes on its first day", pause(5 * HOUR_MS), 5],
    ["as often as set after that", pause(48 * HOUR_MS), 60],
    ["as often as set where it does not grow", pause(null), 60],
    ["more often on the first day where that is set", pause(5 * HOUR_MS, 0, MINUTE_MS), 1],
    ["after twenty times as long as it took", pause(10 * MINUTE_MS, MINUTE_MS), 21],
    ["after a long evaluation as well", pause(48 * HOUR_MS, 4 * MINUTE_MS), 84],
  ])("is %s", (_what, is, expected) => {
    expect(is).toBe(expected);
  });
});
