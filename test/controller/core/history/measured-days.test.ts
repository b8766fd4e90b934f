import { describe, expect, it } from "vitest";
import { PathHistory } from "../../../../controller/contract/path-history.ts";
import { measuredDays } from "../../../../controller/core/history/measured-days.ts";

const FIVE_MINUTES_MS = 300_000;

/** A path with a median in some of the five minutes since the epoch. */
const path = (fives: readonly number[]) =>
  PathHistory.parse({
    vantage: "us-east-1",
    entry: "dns",
    endpoint: null,
    medians: fives.map((five) => [five * FIVE_MINUTES_MS, 80_000, 60]),
  });

describe("controller/core/history/measured-days", () => {
  it("counts an hour once, however many of its medians are there", () => {
    expect(measuredDays([path([0, 1, 11])])).toBeCloseTo(1 / 24);
    expect(measuredDays([path([0, 12, 13, 36])])).toBeCloseTo(3 / 24);
  });

  it("counts the hours that were measured, not the time from the first to the last", () => {
    expect(measuredDays([path([0, 12 * 24 * 9])])).toBeCloseTo(2 / 24);
  });

  it("goes by the path that was measured most, and is 0 without any", () => {
    expect(measuredDays([path([0]), path([0, 12]), path([])])).toBeCloseTo(2 / 24);
    expect(measuredDays([])).toBe(0);
  });
});
