import { describe, expect, it } from "vitest";
import { AdviceMemory } from "../../../../controller/contract/scenario.ts";
import { type Decision, decide } from "../../../../controller/core/decide/decide.ts";
import { type Goals, tolerancesOf } from "../../../../controller/core/decide/goals.ts";
import {
  type OutcomeInput,
  outcomeOf,
  type Standing,
} from "../../../../controller/core/decide/outcome.ts";
import { type Sample, samplePrediction } from "./sample-predictions.ts";

const DAY_MS = 86_400_000;
const STANDS: Sample = { name: "as it stands", p95Ms: 290, p50Ms: 60, usd: 20 };
const BETTER: Sample = { name: "hybrid au", kind: "hybrid", p95Ms: 236, p50Ms: 55, usd: 180 };

function decided(samples: readonly Sample[], goals: Partial<Goals> = {}): Decision {
  return decide(samples.map(samplePrediction), {
    goals: { rtoS: null, leastAttainment: 0.95, budgetUsd: null, latency: [], ...goals },
    tolerances: tolerancesOf({}),
    broken: ({ candidate }) =>
      candidate.name.includes("varies") ? [{ code: "static_ips", text: "answers vary" }] : [],
  });
}

function standingAt(decision: Decision, at = 0): Standing {
  const judged = decision.designs[at];
  return judged === undefined ? { kind: "unknown" } : { kind: "design", judged };
}

function outcome(decision: Decision, more: Partial<OutcomeInput> = {}) {
  const { outcome: word, reasons } = outcomeOf({
    decision,
    standing: standingAt(decision),
    gain: { us: 8_250, lowUs: 7_000 },
    thresholdUs: 5_000,
    evidence: { fullDays: 14, coverage: 1, grade: "A" },
    memory: AdviceMemory.parse({ best: "hybrid au", inARow: 2 }),
    atMs: 100 * DAY_MS,
    costToleranceUsd: 1,
    isTailKept: true,
    ...more,
  });
  return [word, ...reasons.map(({ code }) => code)];
}

const TWO = decided([STANDS, BETTER]);

describe("controller/core/decide/outcome", () => {
  it.each<[string, Decision, Partial<OutcomeInput>, string[]]>([
    ["a gain that is worth it, sure and lasting", TWO, {}, ["change"]],
    ["what stands being best", decided([STANDS, { ...BETTER, p95Ms: 291 }]), {}, ["keep"]],
    [
      "too few days",
      TWO,
      { evidence: { fullDays: 6, coverage: 1, grade: "C" } },
      ["insufficient_evidence", "too_little_evidence"],
    ],
    [
      "too few users",
      TWO,
      { evidence: { fullDays: 30, coverage: 0.4, grade: "C" } },
      ["insufficient_evidence", "too_little_evidence"],
    ],
    [
      "a grade that is no basis for a change",
      TWO,
      { evidence: { fullDays: 30, coverage: 1, grade: "C" } },
      ["insufficient_evidence", "grade_c"],
    ],
    [
      "a grade that keeping needs not",
      decided([STANDS]),
      { evidence: { fullDays: 30, coverage: 1, grade: "C" } },
      ["keep"],
    ],
    ["a small gain", TWO, { gain: { us: 4_000, lowUs: 3_000 } }, ["keep", "gain_below_threshold"]],
    ["a doubtful gain", TWO, { gain: { us: 9_000, lowUs: -1 } }, ["keep", "gain_not_certain"]],
    ["a first sight", TWO, { memory: AdviceMemory.parse({}) }, ["keep", "not_confirmed_yet"]],
    [
      "another best than before",
      TWO,
      { memory: AdviceMemory.parse({ best: "accelerator 10x3", inARow: 9 }) },
      ["keep", "not_confirmed_yet"],
    ],
    [
      "a change of last week",
      TWO,
      { memory: AdviceMemory.parse({ best: "hybrid au", inARow: 5, changedAtMs: 93 * DAY_MS }) },
      ["keep", "changed_lately"],
    ],
    [
      "a gain that nobody measured",
      TWO,
      { gain: null },
      ["insufficient_evidence", "gain_not_measured"],
    ],
    [
      "money that is saved at no loss",
      decided([
        { ...BETTER, name: "as it stands" },
        { ...BETTER, name: "hybrid au", usd: 150 },
      ]),
      { gain: { us: -500, lowUs: -1_500 } },
      ["change"],
    ],
    [
      "what stands breaking a goal, at once",
      decided(
        [
          { ...STANDS, attainment: 0.8 },
          { ...BETTER, attainment: 1 },
        ],
        { rtoS: 120 },
      ),
      { memory: AdviceMemory.parse({ changedAtMs: 99 * DAY_MS }), gain: null },
      ["change"],
    ],
    [
      "what stands not to be compared",
      decided([{ ...STANDS, costMissing: ["queries"] }, BETTER]),
      {},
      ["insufficient_evidence", "cost_unknown"],
    ],
    [
      "nothing to be compared",
      decided([
        { ...STANDS, costMissing: ["queries"] },
        { ...BETTER, p50Ms: null, p95Ms: null },
      ]),
      {},
      ["insufficient_evidence", "cost_unknown", "latency_not_measured"],
    ],
    ["nothing at all", decided([]), {}, ["insufficient_evidence"]],
    [
      "a way in alone, which is the one",
      TWO,
      { standing: { kind: "way-in", entry: "dns" } },
      ["change"],
    ],
    [
      "a way in alone, which stays",
      decided([STANDS]),
      { standing: { kind: "way-in", entry: "dns" } },
      ["keep"],
    ],
    ["nothing that stands", decided([STANDS]), { standing: { kind: "unknown" } }, ["change"]],
    [
      "a constraint that no design keeps",
      decided([
        { ...STANDS, name: "varies 1" },
        { ...BETTER, name: "varies 2", usd: 900 },
      ]),
      {},
      ["infeasible", "static_ips"],
    ],
    [
      "goals that exclude each other",
      decided(
        [
          { ...STANDS, attainment: 0.8 },
          { ...BETTER, attainment: 1 },
        ],
        { rtoS: 60, budgetUsd: 50 },
      ),
      {},
      ["conflict", "rto", "budget"],
    ],
  ])("%s", (_, decision, more, expected) => {
    expect(outcome(decision, more)).toEqual(expected);
  });

  it("shows the two nearest sets of goals", () => {
    const decision = decided(
      [
        { name: "varies", usd: 5, attainment: 1 },
        { name: "dear and varies", usd: 500, attainment: 1 },
        { name: "dear", usd: 400, attainment: 1 },
      ],
      { budgetUsd: 50, rtoS: 60 },
    );
    const { outcome: word, reasons } = outcomeOf({
      decision,
      standing: { kind: "unknown" },
      gain: null,
      thresholdUs: 5_000,
      evidence: { fullDays: 0, coverage: 0, grade: "C" },
      memory: AdviceMemory.parse({}),
      atMs: 0,
      costToleranceUsd: 1,
      isTailKept: true,
    });
    expect(word).toBe("conflict");
    expect(reasons).toEqual([
      {
        code: "static_ips",
        text: "Without the goal static_ips, varies would do. answers vary",
      },
      {
        code: "budget",
        text: "Without the goal budget, dear would do. It costs more than the budget: costs 400.00 USD a month, 50.00 may be spent.",
      },
    ]);
  });
});
