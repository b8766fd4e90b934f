import { describe, expect, it } from "vitest";
import { FailoverPlan } from "../../../../controller/contract/failover/failover-plan.ts";
import { FailoverResult } from "../../../../controller/contract/failover/failover-result.ts";
import { FailoverTimeline } from "../../../../controller/contract/failover/failover-timeline.ts";
import { scoreRun } from "../../../../controller/core/failover-score/score-run.ts";
import { laneOf, T0_US } from "../../../helpers/failover-lane.ts";
import { WRITTEN_PLAN } from "../../../helpers/failover-plan.ts";

const S = 1_000_000;
const plan = (change: object = {}) =>
  FailoverPlan.parse({
    ...WRITTEN_PLAN,
    hypothesis: { rtoS: 120, forbiddenEndpoints: ["sydney"] },
    clients: [
      { entry: "dns", class: "fresh", shareRatio: 0.75 },
      { entry: "dns", class: "keep_alive", shareRatio: 0.25 },
      { entry: "dns", class: "authoritative" },
    ],
    intervalMs: 1_000,
    timeoutMs: 1_000,
    ...change,
  });
const GROUPS = [
  { share: 0.6, vantages: ["fra"] },
  { share: 0.4, vantages: ["nyc"] },
];
const at = (s: number) => T0_US + s * S;
const moment = (from: number, to: number) => ({ afterUs: at(from), byUs: at(to) });

/** fra fresh, fra keep_alive, nyc fresh, nyc keep_alive, and what the name servers answered. */
function lanesOf(texts: readonly string[]) {
  const kinds = [
    ["fra", "fresh"],
    ["fra", "keep_alive"],
    ["nyc", "fresh"],
    ["nyc", "keep_alive"],
    ["fra", "authoritative"],
  ] as const;
  return texts.map((text, index) => {
    const [vantage, className] = kinds[index] ?? ["fra", "fresh"];
    return laneOf(text, { vantage, class: className });
  });
}

function run(texts: readonly string[], change: object = {}, planChange: object = {}) {
  const timeline = FailoverTimeline.parse({
    injected: moment(0, 0),
    restored: moment(600, 600),
    lanes: lanesOf(texts),
    transitions: [],
    marks: [],
    lostWrites: null,
    ...change,
  });
  const result = scoreRun(timeline, {
    runId: "r1",
    plan: plan(planChange),
    groups: GROUPS,
    predictions: [
      { entry: "dns", registeredAtMs: 0, p50Ms: 60_000, p95Ms: 90_000, withinRtoRatio: 0.9 },
      { entry: "dns", registeredAtMs: 2e12, p50Ms: 1, p95Ms: 1, withinRtoRatio: 1 },
    ],
  });
  expect(FailoverResult.parse(result)).toEqual(result);
  return result;
}

const GOOD = ["P60 -60 S540", "P60 -80 S520", "P60 -70 S530", "P60 -90 S510", "P60 P40 S560"];

describe("controller/core/failover-score/score-run", () => {
  it("weighs vantages by their users and classes by their shares", () => {
    const result = run(GOOD);
    expect(result).toMatchObject({
      verdict: "pass",
      rtoMs: 120_000,
      resolutionMs: 2_000,
      injectedWithinMs: 0,
      users: [
        {
          entry: "dns",
          coverageRatio: 1,
          affectedRatio: 1,
          // fra fresh 0.45 at 60, nyc fresh 0.3 at 70, fra keep-alive 0.15 at 80, nyc keep-alive 0.1 at 90 s.
          p50: { lowerMs: 69_500, upperMs: 70_500 },
          p95: { lowerMs: 89_500, upperMs: 90_500 },
          withinRtoRatio: [1, 1],
        },
      ],
      predictionErrors: [{ entry: "dns", p50ErrorMs: 10_500, p95ErrorMs: 500 }],
    });
    expect(result.predictionErrors[0]?.withinRtoError).toBeCloseTo(0.1);
    expect(result.reasons[0]?.text).toBe(
      "100 % of the users of dns had stable service within 120 s, the target is 95 % within 120 s; the time of the 95th of 100 users: 90.5 s",
    );
  });

  it("takes the first changed answer of the name servers for the detection, unless health was seen", () => {
    expect(run(GOOD).lanes[0]?.detect).toEqual({ lowerMs: 39_500, upperMs: 40_500 });
    const seen = {
      source: "health_check",
      endpoint: "dublin",
      to: "unhealthy",
      when: moment(28, 30),
    };
    const other = { ...seen, source: "accelerator_endpoint", when: moment(1, 2) };
    const back = { ...seen, to: "healthy", when: moment(3, 4) };
    const found = run(GOOD, { transitions: [other, back, seen] });
    expect(found.lanes[0]?.detect).toEqual({ lowerMs: 28_000, upperMs: 30_000 });
    expect(found.lanes[0]?.phases.propagate).toEqual({ lowerMs: 29_500, upperMs: 32_500 });
  });

  it.each<[string, string[], object, string, string]>([
    [
      "too many beyond the recovery time",
      ["P60 -130 S470", ...GOOD.slice(1)],
      {},
      "fail",
      "beyond_rto",
    ],
    ["it never came back", ["P60 -600", ...GOOD.slice(1)], {}, "fail", "beyond_rto"],
    [
      "the resolution does not decide",
      ["P60 -120 S480", ...GOOD.slice(1)],
      {},
      "inconclusive",
      "rto_undecided",
    ],
    ["half of the users are unknown", GOOD.slice(0, 2), {}, "inconclusive", "users_unknown"],
    ["a vantage fell silent", ["P60 ~600", ...GOOD.slice(1)], {}, "inconclusive", "users_unknown"],
    [
      "the failure reached nobody",
      Array(4).fill("P60 P600"),
      {},
      "inconclusive",
      "nobody_affected",
    ],
    [
      "a failure without harm is judged by the steering",
      Array(4).fill("P60 P40 S560"),
      { failureMode: "health_only" },
      "pass",
      "within_rto",
    ],
    [
      "and never steered is never within",
      Array(4).fill("P60 P600"),
      { failureMode: "health_only" },
      "fail",
      "beyond_rto",
    ],
    [
      "one vantage alone is cut off, and comes back",
      ["P60 -60 S540", "P60 -60 S540", "P60 P600", "P60 P600"],
      { failureMode: "partial_partition" },
      "pass",
      "within_rto",
    ],
    [
      "a forbidden endpoint served",
      ["P60 -60 F10 S530", ...GOOD.slice(1)],
      {},
      "fail",
      "mis_routed",
    ],
  ])("%s", (_what, texts, planChange, verdict, code) => {
    const result = run(texts, {}, planChange);
    expect(result.verdict).toBe(verdict);
    expect(result.reasons.map((reason) => reason.code)).toContain(code);
  });

  it("bounds the writes that were lost by what was read of them", () => {
    const mark = (endpoint: string, readS: number, committedS: number) => ({
      endpoint,
      when: moment(readS, readS + 0.05),
      seq: 1,
      committedAtUs: at(committedS),
    });
    const marks = [
      mark("dublin", -1, -1.05),
      mark("dublin", 0, -0.1),
      mark("virginia", 30, -2.1),
      mark("virginia", 59, -2),
      mark("virginia", 95, -1.5),
      // A new write, after the failover.
      mark("virginia", 99, 98),
    ];
    const hypothesis = { rtoS: 120, rpoS: 2 };
    const met = run(GOOD, { marks, lostWrites: 14 }, { hypothesis });
    expect(met.lostWrites).toEqual({ staleness: { lowerMs: 1_400, upperMs: 2_000 }, missing: 14 });
    expect(met.reasons.at(-1)).toMatchObject({ code: "rpo_met" });
    const tight = { hypothesis: { rtoS: 120, rpoS: 1 } };
    expect(run(GOOD, { marks }, tight).reasons.at(-1)).toMatchObject({ code: "rpo_missed" });
    expect(run(GOOD, {}, tight)).toMatchObject({
      verdict: "inconclusive",
      lostWrites: { staleness: null, missing: null },
    });
    const early = marks.filter(({ endpoint }) => endpoint === "dublin");
    expect(run(GOOD, { marks: early }, tight).lostWrites.staleness?.upperMs).toBeNull();
  });

  it("counts vantages alike where no groups are declared", () => {
    const timeline = FailoverTimeline.parse({
      injected: moment(0, 0),
      restored: null,
      lanes: lanesOf(GOOD),
      transitions: [],
      marks: [],
      lostWrites: null,
    });
    const terms = { runId: "r1", plan: plan(), groups: [], predictions: [] };
    const { users, lanes } = scoreRun(timeline, terms);
    expect(users[0]?.p50).toEqual({ lowerMs: 69_500, upperMs: 70_500 });
    expect(lanes[0]?.failback).toBeNull();
  });
});
