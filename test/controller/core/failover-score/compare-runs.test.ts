import { describe, expect, it } from "vitest";
import { FailoverPlan } from "../../../../controller/contract/failover/failover-plan.ts";
import { RunComparison } from "../../../../controller/contract/failover/run-comparison.ts";
import { compareRuns } from "../../../../controller/core/failover-score/compare-runs.ts";
import { WRITTEN_PLAN } from "../../../helpers/failover-plan.ts";
import { laneResult, resultOf } from "../../../helpers/failover-result.ts";

type Time = readonly [number, number | null] | null;
const plan = FailoverPlan.parse(WRITTEN_PLAN);
const run = (time: Time, p95: readonly [number, number | null] = [60_000, 62_000]) => ({
  plan,
  result: resultOf(p95, 1, { lanes: [laneResult({ vantage: "fra" }, time)] }),
});

describe("controller/core/failover-score/compare-runs", () => {
  it.each<[string, Time, Time, string, object | null]>([
    ["slower for certain", [60, 62], [63, 65], "slower", { lowerMs: 1, upperMs: 5 }],
    ["faster for certain", [60, 62], [50, 59], "faster", { lowerMs: -12, upperMs: -1 }],
    ["no difference that could be told", [60, 62], [62, 64], "same", { lowerMs: 0, upperMs: 4 }],
    ["never any more", [60, 62], [600, null], "slower", { lowerMs: 538, upperMs: null }],
    ["never before", [600, null], [60, 62], "faster", { lowerMs: null, upperMs: -538 }],
    ["never in either", [600, null], [600, null], "unknown", { lowerMs: null, upperMs: null }],
    ["unaffected in one", null, [60, 62], "unknown", null],
  ])("tells what is %s", (_what, before, after, change, difference) => {
    const { lanes } = RunComparison.parse(compareRuns(run(before), run(after)));
    expect(lanes).toEqual([{ vantage: "fra", entry: "dns", class: "fresh", change, difference }]);
  });

  it("compares users by way in, and names the fields of the plan that differ", () => {
    const slower = {
      ...run([60, 62], [90_000, 92_000]),
      plan: { ...plan, intervalMs: 200, observeS: 300 },
    };
    const found = compareRuns(run([60, 62]), slower);
    expect(found.users).toEqual([
      { entry: "dns", change: "slower", difference: { lowerMs: 28_000, upperMs: 32_000 } },
    ]);
    expect([...found.planFields].sort()).toEqual(["intervalMs", "observeS"]);
    expect(compareRuns(run([1, 2]), run([1, 2])).planFields).toEqual([]);
  });

  it("leaves out lanes that only one of them has", () => {
    const other = {
      plan,
      result: resultOf([1, 2], 1, { lanes: [laneResult({ vantage: "nyc" })] }),
    };
    expect(compareRuns(run([1, 2]), other).lanes).toEqual([]);
  });
});
