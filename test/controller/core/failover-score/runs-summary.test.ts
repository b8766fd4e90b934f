import { describe, expect, it } from "vitest";
import { RunsSummary } from "../../../../controller/contract/failover/runs-summary.ts";
import {
  cleanRunsFor,
  summarizeRuns,
} from "../../../../controller/core/failover-score/runs-summary.ts";
import { resultOf } from "../../../helpers/failover-result.ts";

const runs = (count: number, within = count) =>
  Array.from({ length: count }, (_, at) => {
    return resultOf([60_000 + at * 1_000, 61_000 + at * 1_000], at < within ? 1 : 0.9);
  });
const predicted = (p50Ms: number) => ({
  predictions: [
    { entry: "dns" as const, registeredAtMs: 0, p50Ms, p95Ms: p50Ms, withinRtoRatio: 1 },
  ],
});

describe("controller/core/failover-score/runs-summary", () => {
  it.each([
    [5, 0.549],
    [10, 0.741],
    [20, 0.861],
    [30, 0.905],
    [59, 0.95],
  ])("%d clean runs show %d at least", (count, low) => {
    const summary = summarizeRuns("dns", runs(count), 0.95);
    expect(RunsSummary.parse(summary)).toMatchObject({ runs: count, within: count });
    expect(summary.attainmentLowRatio).toBeCloseTo(low, 3);
  });

  it.each([
    [0.9, 29],
    [0.95, 59],
    [0.99, 299],
  ])("for %d, %d clean runs are needed", (ratio, count) => {
    expect(cleanRunsFor(ratio)).toBe(count);
  });

  it("counts a run only when it was within for certain, and nothing without runs", () => {
    expect(summarizeRuns("dns", runs(10, 8), 0.95)).toMatchObject({ runs: 10, within: 8 });
    expect(summarizeRuns("accelerator", runs(3), 0.95)).toMatchObject({
      runs: 0,
      attainmentLowRatio: 0,
      cleanRunsNeeded: 59,
      median: { kind: "none" },
      prediction: null,
    });
  });

  it("bounds the median from six runs on, and tells the longest of fewer", () => {
    expect(summarizeRuns("dns", runs(5), 0.95).median).toEqual({ kind: "maximum", highMs: 65_000 });
    expect(summarizeRuns("dns", runs(6), 0.95).median).toEqual({
      kind: "interval",
      lowMs: 60_000,
      highMs: 66_000,
    });
    const lost = [...runs(5), resultOf([600_000, null])];
    expect(summarizeRuns("dns", lost, 0.95).median).toMatchObject({ highMs: null });
    expect(summarizeRuns("dns", lost.slice(4), 0.95).median).toEqual({
      kind: "maximum",
      highMs: null,
    });
  });

  it("sounds the alarm when the median lies far from what was said before", () => {
    const against = (p50Ms: number) => {
      const results = runs(8).map((each) => ({ ...each, ...predicted(p50Ms) }));
      return summarizeRuns("dns", results, 0.95).prediction;
    };
    // The middle of 61 to 68 s is 64.5 s; the 95 % interval is 60 to 68 s: a standard error of 2.04 s.
    expect(against(64_500)).toEqual({ z: 0, isAlarm: false });
    expect(against(60_000)?.z).toBeCloseTo(2.2, 1);
    expect(against(50_000)).toMatchObject({ isAlarm: true });
    expect(against(80_000)).toMatchObject({ isAlarm: true });
    expect(summarizeRuns("dns", runs(8), 0.95).prediction).toBeNull();
    // Runs that came out alike are no surer than the probes.
    const alike = Array.from({ length: 8 }, () => resultOf([60_000, 60_000], 1, predicted(60_900)));
    expect(summarizeRuns("dns", alike, 0.95).prediction?.z).toBeCloseTo(-1.76, 1);
  });
});
