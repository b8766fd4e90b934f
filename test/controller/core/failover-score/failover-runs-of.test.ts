import { describe, expect, it } from "vitest";
import { FailoverPlan } from "../../../../controller/contract/failover/failover-plan.ts";
import type {
  FailoverResult,
  LaneResult,
} from "../../../../controller/contract/failover/failover-result.ts";
import { FailoverRun } from "../../../../controller/contract/failover-run.ts";
import { failoverRunsOf } from "../../../../controller/core/failover-score/failover-runs-of.ts";
import { WRITTEN_PLAN } from "../../../helpers/failover-plan.ts";
import { laneResult, resultOf } from "../../../helpers/failover-result.ts";

const plan = FailoverPlan.parse({
  ...WRITTEN_PLAN,
  clients: [
    { entry: "dns", class: "fresh", shareRatio: 0.9 },
    { entry: "dns", class: "keep_alive", shareRatio: 0.1 },
  ],
});
const GROUPS = [
  { id: "europe", vantages: ["fra"] },
  { id: "america", vantages: ["nyc", "elsewhere"] },
];
const INJECTED = { afterUs: 1_700_000_000_000_000, byUs: 1_700_000_000_500_999 };
const settings = { ttlS: 60, intervalS: 10, failureThreshold: 3 };

const lanesOf = (fra: LaneResult, fraPool: LaneResult) => [
  fra,
  fraPool,
  laneResult({ vantage: "nyc" }, null),
  laneResult({ vantage: "nyc", class: "keep_alive" }, null),
];
const FRA = laneResult({ vantage: "fra" });
const POOL = laneResult({ vantage: "fra", class: "keep_alive" }, [90_000, 92_000]);
const LOST = laneResult({ vantage: "fra", class: "keep_alive" }, [600_000, null]);
const UNKNOWN = laneResult({ vantage: "fra", class: "keep_alive", outcome: "unknown" }, null);

function runsOf(
  lanes: LaneResult[],
  {
    result = {},
    run = {},
    groups = GROUPS,
  }: { result?: Partial<FailoverResult>; run?: object; groups?: typeof GROUPS } = {},
): FailoverRun[] {
  const scored = resultOf([60_000, 62_000], 1, { lanes, ...result });
  const found = failoverRunsOf(
    { plan, result: scored, injected: INJECTED, end: "completed", settings, ...run },
    groups,
  );
  return found.map((each) => FailoverRun.parse(each));
}

describe("controller/core/failover-score/failover-runs-of", () => {
  it("tells the upper end of when enough of a group was stable, of groups that it reached", () => {
    const lostWrites = { staleness: { lowerMs: 1_400, upperMs: 2_000 }, missing: null };
    expect(runsOf(lanesOf(FRA, POOL), { result: { lostWrites } })).toEqual([
      {
        id: "r1",
        atMs: 1_700_000_000_500,
        entry: "dns",
        endpoint: "dublin",
        ttlS: 60,
        intervalS: 10,
        failureThreshold: 3,
        lostWritesS: 2,
        recoveryS: { europe: 92 },
      },
    ]);
  });

  it("does not wait for clients beyond the share that the plan asks for", () => {
    const lenient = { ...plan, hypothesis: { ...plan.hypothesis, attainmentRatio: 0.9 } };
    const [run] = runsOf(lanesOf(FRA, POOL), { run: { plan: lenient } });
    expect(run?.recoveryS).toEqual({ europe: 62 });
    expect(run?.lostWritesS).toBeNull();
  });

  it("keeps never apart from not known", () => {
    expect(runsOf(lanesOf(FRA, LOST))[0]?.recoveryS).toEqual({ europe: null });
    expect(runsOf(lanesOf(FRA, UNKNOWN))).toEqual([]);
  });

  it("takes each vantage for a group without any", () => {
    expect(runsOf(lanesOf(FRA, POOL), { groups: [] })[0]?.recoveryS).toEqual({ fra: 92 });
  });

  it.each([
    [{ end: "aborted" }],
    [{ end: "failed" }],
    [{ end: null }],
    [{ result: null }],
    [{ injected: null }],
    [{ plan: { ...plan, failureMode: "health_only" } }],
    [{ plan: { ...plan, failureMode: "partial_partition" } }],
  ])("tells nothing of a run with %j", (run) => {
    expect(runsOf(lanesOf(FRA, POOL), { run })).toEqual([]);
  });
});
