import type { FailoverPlan } from "../../contract/failover/failover-plan.ts";
import type { PreflightRow } from "../../contract/failover/failover-record.ts";
import type { PreflightCheck } from "../../contract/failover/preflight-check.ts";
import type { PreflightFacts } from "./preflight-facts.ts";
import { productionRule } from "./production-rule.ts";

type Found = readonly [PreflightRow["verdict"], string];
type Check = (facts: PreflightFacts, plan: FailoverPlan) => Found;

const QUIET_S = 1_800;
const MOST_OFFSET_MS = 50;
const HEARD_WITHIN_S = 60;
const RESTORE_TESTED_WITHIN_S = 90 * 86_400;

/**
 * Whether a run may begin: each condition by itself, with what was found and what mends it. What nothing
 * tells is `unknown`, unless the plan has somebody who vouches for it. Whatever is red stays red.
 */
export function preflightRows(plan: FailoverPlan, facts: PreflightFacts): PreflightRow[] {
  return Object.entries(CHECKS).map(([name, find]) => {
    const check = name as PreflightCheck;
    const [verdict, reason] = find(facts, plan);
    const vouched = plan.assurances.find((each) => each.check === check);
    if (verdict !== "unknown" || vouched === undefined) return { check, verdict, reason };
    return { check, verdict: "pass", reason: `${vouched.by} vouches for it: ${vouched.reason}` };
  });
}

const pass = (reason: string): Found => ["pass", reason];
const fail = (reason: string): Found => ["fail", reason];
const unknown = (reason: string): Found => ["unknown", reason];

/** Nothing may be on a list of what is wrong. */
function noneOf(list: readonly string[] | null, what: string, mend: string): Found {
  if (list === null) return unknown(`nothing tells of ${what}`);
  if (list.length === 0) return pass(`no ${what}`);
  const named = `${list.slice(0, 5).join(", ")}${list.length > 5 ? ", …" : ""}`;
  return fail(`${what}: ${named}; ${mend}`);
}

const CHECKS: Record<PreflightCheck, Check> = {
  plan_current: ({ planHash, runPlanHash }) =>
    planHash === runPlanHash
      ? pass("the plan is the one that is kept")
      : fail("the plan was changed since; begin anew with the one that is kept"),
  window: ({ keptBy }) => {
    if (keptBy === null) return pass("runs may begin now");
    return fail(
      keptBy === "window"
        ? "now lies in no window of the plan; wait for one"
        : "today is blacked out in the plan; wait until it is over",
    );
  },
  no_other_run: ({ otherRun }) =>
    otherRun === null
      ? pass("no other run of the service goes on")
      : fail(`${otherRun} goes on; wait until it is over`),
  pause_over: ({ lastEndedAgoS }, { pauseS }) => {
    if (lastEndedAgoS === null) return pass("it is the first run of the service");
    const found = `the last run of the service ended ${Math.floor(lastEndedAgoS)} s ago`;
    if (lastEndedAgoS >= pauseS) return pass(found);
    return fail(`${found}; wait for ${Math.ceil(pauseS - lastEndedAgoS)} s`);
  },
  production_rule: (facts, plan) => productionRule(plan, facts),
  standby_serves: ({ others }, { hypothesis }) => {
    const able = others.filter(({ id }) => !hypothesis.forbiddenEndpoints.includes(id));
    const serving = able.find(({ serves }) => serves === true);
    if (serving !== undefined) return pass(`${serving.id} serves`);
    if (able.some(({ serves }) => serves === null)) return unknown("no other endpoint was asked");
    return fail("no endpoint that may take over serves; mend one first");
  },
  standby_capacity: ({ headroomRatio }) => {
    if (headroomRatio === null) return unknown("nothing tells of the room that the others have");
    const found = `the others have room for ${Math.floor(headroomRatio * 100)} % of what fails`;
    return headroomRatio >= 1 ? pass(found) : fail(`${found}; add capacity first`);
  },
  replication_lag: ({ replicationLagS }, { hypothesis: { rpoS } }) => {
    if (rpoS === undefined) return pass("the plan judges no lost writes");
    if (replicationLagS === null) return unknown("nothing tells how far replication lags");
    const found = `replication lags ${replicationLagS} s, ${rpoS} s may be lost`;
    return replicationLagS < rpoS ? pass(found) : fail(`${found}; let it catch up first`);
  },
  alarms_quiet: ({ alarmsQuietS }) => {
    if (alarmsQuietS === null) return unknown("nothing tells of alarms");
    const found = `no alarm for ${Math.floor(alarmsQuietS / 60)} min`;
    return alarmsQuietS >= QUIET_S ? pass(found) : fail(`${found}; wait for 30 min`);
  },
  ttl_in_force: ({ ttl }) => {
    if (ttl === null) return unknown("nothing tells of the TTLs of the records");
    const { longestS, changedAgoS } = ttl;
    if (changedAgoS === null || changedAgoS >= longestS) return pass("no longer TTL is left");
    const leftS = Math.ceil(longestS - changedAgoS);
    return fail(`a TTL of ${longestS} s was changed ${changedAgoS} s ago; wait for ${leftS} s`);
  },
  health_checks_attached: ({ recordsWithoutCheck }) => {
    const mend = "give each a health check; one without counts as healthy";
    return noneOf(recordsWithoutCheck, "records without a health check", mend);
  },
  no_fail_open: ({ failOpen }) =>
    noneOf(failOpen, "ways to be served by what failed", "take them away first"),
  data_plane_only: ({ controlPlaneSteps }) =>
    noneOf(controlPlaneSteps, "steps that need a control plane", "let health checks do them"),
  restore_tested: ({ restoreTestedAgoS }) => {
    if (restoreTestedAgoS === null) return unknown("the way back was not tried yet");
    const days = Math.floor(restoreTestedAgoS / 86_400);
    const found = `the way back was tried ${days} days ago`;
    if (restoreTestedAgoS <= RESTORE_TESTED_WITHIN_S) return pass(found);
    return fail(`${found}; try it again outside of production`);
  },
  target_opted_in: ({ optIn }) => {
    if (optIn === null) return unknown("nothing tells whether the target is fit for tests");
    return optIn.ok ? pass(optIn.reason) : fail(optIn.reason);
  },
  clocks: ({ vantages }) => {
    const wrong = vantages.filter(({ clockOffsetMs: off }) => Math.abs(off ?? 0) >= MOST_OFFSET_MS);
    const untold = vantages.filter(({ clockOffsetMs }) => clockOffsetMs === null);
    if (wrong.length > 0) return fail(`clocks of ${namesOf(wrong)} are off; set them right`);
    if (untold.length > 0) return unknown(`nothing tells of the clocks of ${namesOf(untold)}`);
    return pass(`all clocks are right within ${MOST_OFFSET_MS} ms`);
  },
  vantages_report: ({ vantages }) => {
    const silent = vantages.filter(({ heardAgoS: ago }) => ago === null || ago > HEARD_WITHIN_S);
    if (silent.length > 0) return fail(`${namesOf(silent)} told nothing for ${HEARD_WITHIN_S} s`);
    return vantages.length > 0 ? pass("all vantages report") : fail("there is no vantage");
  },
  second_observer: ({ vantages }) => {
    const outside = vantages.find(({ isOutside }) => isOutside);
    if (outside !== undefined) return pass(`${outside.id} stands outside of AWS`);
    return unknown("no vantage of the plan stands outside of AWS; add one");
  },
  no_incident: ({ incident }) => {
    if (incident === null) return unknown("nothing tells of incidents");
    return incident === false ? pass("no incident is open") : fail(`${incident}; wait for its end`);
  },
};

function namesOf(vantages: PreflightFacts["vantages"]): string {
  const named = vantages.slice(0, 5).map(({ id }) => id);
  return `${named.join(", ")}${vantages.length > 5 ? ", …" : ""}`;
}
