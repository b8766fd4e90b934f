import { describe, expect, it } from "vitest";
import { FailoverPlan } from "../../../../controller/contract/failover/failover-plan.ts";
import { type GuardFacts, guardTripped } from "../../../../controller/core/failover-run/guards.ts";
import { WRITTEN_PLAN } from "../../../helpers/failover-plan.ts";

const plan = FailoverPlan.parse(WRITTEN_PLAN);
const WELL: GuardFacts = {
  sinceS: 60,
  failedRatio: 1,
  heardAgoS: [1, 2, 1, 15, 16],
  misRoutes: 0,
  others: [
    { id: "virginia", failedRatio: 0.05 },
    { id: "sydney", failedRatio: null },
  ],
  replicationLagS: 5,
  incident: null,
};

describe("controller/core/failover-run/guards", () => {
  it("lets a run go on at every limit, and where nothing tells", () => {
    expect(guardTripped(plan, WELL)).toBeNull();
    expect(guardTripped(plan, { ...WELL, sinceS: 120 })).toBeNull();
    expect(guardTripped(plan, { ...WELL, failedRatio: null, replicationLagS: null })).toBeNull();
    const { rpoS: _none, ...hypothesis } = plan.hypothesis;
    expect(guardTripped({ ...plan, hypothesis }, { ...WELL, replicationLagS: 50 })).toBeNull();
  });

  it.each<[string, Partial<GuardFacts>, string]>([
    [
      "error_budget",
      { sinceS: 121 },
      "20.2 % of the users' requests of the whole run failed already, 20 % may",
    ],
    ["mis_route", { misRoutes: 1 }, "1 probes were served by a forbidden endpoint, 0 may be"],
    [
      "second_endpoint",
      { others: [{ id: "virginia", failedRatio: 0.06 }] },
      "6 % of the answers of virginia fail, 5 % may",
    ],
    ["silent_vantages", { heardAgoS: [1, null] }, "1 of 2 vantages are silent, 20 % may be"],
    ["silent_vantages", { heardAgoS: [] }, "0 of 0 vantages are silent, 20 % may be"],
    [
      "replication_lag",
      { replicationLagS: 5.1 },
      "5.1 s of writes wait to be replicated, 5 s may be lost",
    ],
    ["incident", { incident: "checkout is down" }, "checkout is down"],
  ])("ends it by %s", (guard, change, reason) => {
    expect(guardTripped(plan, { ...WELL, ...change })).toEqual({ guard, reason });
  });
});
