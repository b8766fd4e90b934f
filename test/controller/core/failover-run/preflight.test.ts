import { describe, expect, it } from "vitest";
import { FailoverPlan } from "../../../../controller/contract/failover/failover-plan.ts";
import { PreflightCheck } from "../../../../controller/contract/failover/preflight-check.ts";
import { preflightRows } from "../../../../controller/core/failover-run/preflight.ts";
import type { PreflightFacts } from "../../../../controller/core/failover-run/preflight-facts.ts";
import { WRITTEN_PLAN } from "../../../helpers/failover-plan.ts";

const plan = (change: object = {}) => FailoverPlan.parse({ ...WRITTEN_PLAN, ...change });
const fra = { id: "fra", clockOffsetMs: -49, heardAgoS: 60, isOutside: true };
const FACTS: PreflightFacts = {
  planHash: "a",
  runPlanHash: "a",
  keptBy: null,
  otherRun: null,
  lastEndedAgoS: 900,
  cleanRunsElsewhere: 0,
  runsInProduction: 0,
  others: [{ id: "virginia", serves: true }],
  headroomRatio: 1,
  replicationLagS: 4.9,
  alarmsQuietS: 1_800,
  ttl: { longestS: 300, changedAgoS: 300 },
  recordsWithoutCheck: [],
  failOpen: [],
  controlPlaneSteps: [],
  restoreTestedAgoS: 86_400,
  optIn: { ok: true, reason: "the tag allows it" },
  vantages: [fra],
  incident: false,
};
const PRODUCTION = {
  environment: "production",
  approver: "operations",
  windows: [{ days: ["tue"], from: "02:00", to: "05:00" }],
};

/** The rows that are no pass, as `check verdict: reason`. */
function open(facts: Partial<PreflightFacts>, change: object = {}): string[] {
  const rows = preflightRows(plan(change), { ...FACTS, ...facts });
  return rows
    .filter(({ verdict }) => verdict !== "pass")
    .map(({ check, verdict, reason }) => `${check} ${verdict}: ${reason}`);
}

describe("controller/core/failover-run/preflight", () => {
  it("has a row for every condition, all clear at every limit", () => {
    const rows = preflightRows(plan(), FACTS);
    expect(rows.map(({ check }) => check).sort()).toEqual([...PreflightCheck.options].sort());
    expect(open({})).toEqual([]);
    expect(open({ lastEndedAgoS: null, ttl: { longestS: 300, changedAgoS: null } })).toEqual([]);
    expect(open({ replicationLagS: null }, { hypothesis: { rtoS: 120 } })).toEqual([]);
  });

  it.each<[Partial<PreflightFacts>, string]>([
    [
      { planHash: "b" },
      "plan_current fail: the plan was changed since; begin anew with the one that is kept",
    ],
    [{ keptBy: "window" }, "window fail: now lies in no window of the plan; wait for one"],
    [
      { keptBy: "blackout" },
      "window fail: today is blacked out in the plan; wait until it is over",
    ],
    [{ otherRun: "r0" }, "no_other_run fail: r0 goes on; wait until it is over"],
    [
      { lastEndedAgoS: 899.5 },
      "pause_over fail: the last run of the service ended 899 s ago; wait for 1 s",
    ],
    [
      { others: [{ id: "virginia", serves: false }] },
      "standby_serves fail: no endpoint that may take over serves; mend one first",
    ],
    [
      { others: [{ id: "sydney", serves: true }] },
      "standby_serves fail: no endpoint that may take over serves; mend one first",
    ],
    [
      { others: [{ id: "virginia", serves: null }] },
      "standby_serves unknown: no other endpoint was asked",
    ],
    [
      { headroomRatio: 0.999 },
      "standby_capacity fail: the others have room for 99 % of what fails; add capacity first",
    ],
    [
      { headroomRatio: null },
      "standby_capacity unknown: nothing tells of the room that the others have",
    ],
    [
      { replicationLagS: 5 },
      "replication_lag fail: replication lags 5 s, 5 s may be lost; let it catch up first",
    ],
    [{ replicationLagS: null }, "replication_lag unknown: nothing tells how far replication lags"],
    [{ alarmsQuietS: 1_799 }, "alarms_quiet fail: no alarm for 29 min; wait for 30 min"],
    [{ alarmsQuietS: null }, "alarms_quiet unknown: nothing tells of alarms"],
    [
      { ttl: { longestS: 300, changedAgoS: 299 } },
      "ttl_in_force fail: a TTL of 300 s was changed 299 s ago; wait for 1 s",
    ],
    [{ ttl: null }, "ttl_in_force unknown: nothing tells of the TTLs of the records"],
    [
      { recordsWithoutCheck: ["virginia"] },
      "health_checks_attached fail: records without a health check: virginia; give each a health check; one without counts as healthy",
    ],
    [
      { recordsWithoutCheck: null },
      "health_checks_attached unknown: nothing tells of records without a health check",
    ],
    [
      { failOpen: ["last resort"] },
      "no_fail_open fail: ways to be served by what failed: last resort; take them away first",
    ],
    [
      { controlPlaneSteps: ["dial"] },
      "data_plane_only fail: steps that need a control plane: dial; let health checks do them",
    ],
    [{ restoreTestedAgoS: null }, "restore_tested unknown: the way back was not tried yet"],
    [
      { restoreTestedAgoS: 91 * 86_400 },
      "restore_tested fail: the way back was tried 91 days ago; try it again outside of production",
    ],
    [{ optIn: { ok: false, reason: "no tag; add it" } }, "target_opted_in fail: no tag; add it"],
    [{ optIn: null }, "target_opted_in unknown: nothing tells whether the target is fit for tests"],
    [
      { vantages: [{ ...fra, clockOffsetMs: -50 }] },
      "clocks fail: clocks of fra are off; set them right",
    ],
    [
      { vantages: [{ ...fra, clockOffsetMs: null }] },
      "clocks unknown: nothing tells of the clocks of fra",
    ],
    [{ vantages: [{ ...fra, heardAgoS: 61 }] }, "vantages_report fail: fra told nothing for 60 s"],
    [
      { vantages: [{ ...fra, isOutside: false }] },
      "second_observer unknown: no vantage of the plan stands outside of AWS; add one",
    ],
    [{ incident: null }, "no_incident unknown: nothing tells of incidents"],
    [{ incident: "checkout is down" }, "no_incident fail: checkout is down; wait for its end"],
  ])("finds %j", (facts, expected) => {
    expect(open(facts)).toEqual([expected]);
  });

  it("lets people vouch for what nothing tells, and not for what was found", () => {
    const assurances = [{ check: "standby_capacity", by: "ana", reason: "load test of October" }];
    expect(open({ headroomRatio: null }, { assurances })).toEqual([]);
    expect(open({ headroomRatio: 0.5 }, { assurances })).toHaveLength(1);
  });

  it.each<[string, object, Partial<PreflightFacts>, string[]]>([
    ["after three clean runs", { failureMode: "health_only" }, { cleanRunsElsewhere: 3 }, []],
    [
      "not after two",
      { failureMode: "health_only" },
      { cleanRunsElsewhere: 2, runsInProduction: 9 },
      [
        "production_rule fail: 2 clean runs outside of production, 3 are needed; run it in staging first",
      ],
    ],
    [
      "not with harm at first",
      {},
      { cleanRunsElsewhere: 3 },
      ["production_rule fail: the first run in production must be health_only, not black_hole"],
    ],
    ["with harm later", {}, { cleanRunsElsewhere: 3, runsInProduction: 1 }, []],
  ])("lets production be tested %s", (_what, change, facts, expected) => {
    expect(open(facts, { ...PRODUCTION, ...change })).toEqual(expected);
  });
});
