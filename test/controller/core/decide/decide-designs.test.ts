import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { Service } from "../../../../controller/contract/estate.ts";
import { decide } from "../../../../controller/core/decide/decide.ts";
import {
  type Goals,
  goalsNotJudged,
  goalsOf,
  tolerancesOf,
} from "../../../../controller/core/decide/goals.ts";
import { type Sample, sampleGroup, samplePrediction } from "./sample-predictions.ts";

const NO_GOALS: Goals = { rtoS: null, leastAttainment: 0.95, budgetUsd: null, latency: [] };

function decided(samples: readonly Sample[], goals: Partial<Goals> = {}) {
  return decide(samples.map(samplePrediction), {
    goals: { ...NO_GOALS, ...goals },
    tolerances: tolerancesOf({}),
    broken: ({ candidate }) =>
      candidate.name.startsWith("broken") ? [{ code: "static_ips", text: "answers vary" }] : [],
  });
}

const told = (decision: ReturnType<typeof decided>) =>
  decision.designs.map(({ prediction, standing, reasons }) => [
    prediction.candidate.name,
    standing,
    reasons[0]?.code ?? null,
  ]);

const ROUTE53 = { name: "latency ttl60-10x3" };
const ACCELERATOR = { name: "accelerator 10x3", kind: "accelerator" as const, usd: 300 };

describe("controller/core/decide/decide", () => {
  it("says of every design what became of it, and why", () => {
    const decision = decided(
      [
        ROUTE53,
        { name: "same", components: 6 },
        { name: "surer but dear", attainment: 1, usd: 150 },
        { name: "slow", p95Ms: 190, usd: 20 },
        { name: "broken", usd: 0 },
        { name: "late", attainment: 0.9 },
        { name: "unmeasured", p50Ms: null, p95Ms: null },
        { name: "partly measured", coverage: 0.9, p50Ms: 1, p95Ms: 1 },
        { name: "unpriced", usd: 10, costMissing: ["traffic to the clients"] },
        { name: "priced well enough", usd: 99.5, costMissing: ["queries"], mostUsd: 100.2 },
      ].map((each) => ({ attainment: 0.99, ...each })),
      { rtoS: 120 },
    );
    expect(told(decision)).toEqual([
      [ROUTE53.name, "chosen", null],
      ["same", "dominated", "dominated"],
      ["surer but dear", "frontier", "dearer"],
      ["slow", "frontier", "slower"],
      ["broken", "infeasible", "static_ips"],
      ["late", "infeasible", "rto"],
      ["unmeasured", "unscored", "latency_not_measured"],
      ["partly measured", "unscored", "latency_not_measured"],
      ["unpriced", "unscored", "cost_unknown"],
      ["priced well enough", "frontier", "equal"],
    ]);
    expect(decision.designs[1]?.reasons[0]?.text).toBe(
      "latency ttl60-10x3 is nowhere worse, and better: 5 parts instead of 6 parts",
    );
    expect(decision.designs[5]?.reasons[0]?.text).toBe(
      "Too few users are back within the recovery time: 90 % of the users are back within 120 s (by a model, no runs), 95 % must be.",
    );
    expect(decision.chosen?.prediction.candidate.name).toBe(ROUTE53.name);
  });

  it.each<[string, Sample, Partial<Goals>, string]>([
    ["budget", { name: "a", usd: 200 }, { budgetUsd: 150 }, "budget"],
    [
      "budget, by what is known alone",
      { name: "a", usd: 200, costMissing: ["queries"] },
      { budgetUsd: 150 },
      "budget",
    ],
    [
      "p95 of all",
      { name: "a", p95Ms: 210 },
      { latency: [{ statistic: "p95", atMostUs: 200_000, groups: null }] },
      "latency_objective",
    ],
    [
      "p50 of one group",
      { name: "a", groups: [sampleGroup("au", 0.1, { p50Us: 300_000 }), sampleGroup("us", 0.9)] },
      { latency: [{ statistic: "p50", atMostUs: 200_000, groups: ["au", "us"] }] },
      "latency_objective",
    ],
    [
      "somebody whom nobody serves",
      { name: "a", groups: [sampleGroup("au", 0.1, { unserved: 1 }), sampleGroup("us", 0.9)] },
      {},
      "unserved",
    ],
  ])("rejects what breaks %s", (_, sample, goals, code) => {
    expect(told(decided([sample], goals))).toEqual([["a", "infeasible", code]]);
  });

  it("asks for more runs where users are expected back in time but not sure to be", () => {
    const decision = decided([{ name: "a", attainment: 1, attainmentLow: 0.861, runs: 20 }], {
      rtoS: 60,
    });
    expect(told(decision)).toEqual([["a", "unscored", "rto_not_proven"]]);
    expect(decision.designs[0]?.reasons[0]?.text).toBe(
      "100 % of the users are expected back within 60 s, but only 86.1 % are sure to be (by 20 failover runs); 59 runs without a miss would prove 95 %",
    );
  });

  it("does not judge what it does not know whom it leads", () => {
    const groups = [sampleGroup("au", 0.1, { unknown: 1 }), sampleGroup("us", 0.9)];
    expect(told(decided([{ name: "a", groups }]))).toEqual([["a", "unscored", "routing_unknown"]]);
  });

  // Rules of thumb that the method has to come to by itself.
  it.each<[string, readonly Sample[], Partial<Goals>, string]>([
    [
      "Route 53 where money counts and a brief failover does no harm",
      [
        { ...ROUTE53, attainment: 0.97, usd: 5 },
        { ...ACCELERATOR, attainment: 1, p95Ms: 88 },
      ],
      { rtoS: 300 },
      ROUTE53.name,
    ],
    [
      "Route 53 where the budget has no room for more, whatever it would gain",
      [
        { ...ROUTE53, usd: 5 },
        { ...ACCELERATOR, p95Ms: 40 },
      ],
      { budgetUsd: 50 },
      ROUTE53.name,
    ],
    [
      "the accelerator where addresses must not change",
      [
        { ...ROUTE53, name: "broken latency", usd: 5 },
        { ...ACCELERATOR, p95Ms: 120 },
      ],
      {},
      ACCELERATOR.name,
    ],
    [
      "the accelerator where users must be back soonest",
      [
        { ...ROUTE53, attainment: 0.23, usd: 5 },
        { ...ACCELERATOR, attainment: 1 },
      ],
      { rtoS: 60 },
      ACCELERATOR.name,
    ],
    [
      "some by each where only some gain",
      [
        { ...ROUTE53, usd: 5, p95Ms: 290 },
        { ...ACCELERATOR, p95Ms: 235 },
        { name: "hybrid au", kind: "hybrid", acceleratorGroups: ["au"], usd: 180, p95Ms: 236 },
      ],
      {},
      "hybrid au",
    ],
  ])("comes to %s", (_, samples, goals, name) => {
    expect(decided(samples, goals).chosen?.prediction.candidate.name).toBe(name);
  });

  const sample = fc.record({
    p50Ms: fc.integer({ min: 5, max: 300 }),
    p95Ms: fc.option(fc.integer({ min: 5, max: 500 })),
    attainment: fc.constantFrom(0.5, 0.9, 0.95, 1),
    usd: fc.option(fc.integer({ min: 0, max: 1_000 })),
    components: fc.integer({ min: 1, max: 20 }),
  });
  test.prop([fc.array(sample, { maxLength: 14 }), fc.option(fc.integer({ min: 0, max: 900 }))])(
    "chooses what meets every goal, or nothing; the goals more, the choices fewer",
    (samples, budgetUsd) => {
      const named = samples.map((each, at) => ({ ...each, name: String(at) }));
      const free = decided(named);
      const bound = decided(named, { rtoS: 60, budgetUsd });
      const feasible = (decision: typeof free) =>
        decision.designs.filter(({ standing }) => standing !== "infeasible").length;
      expect(feasible(bound)).toBeLessThanOrEqual(feasible(free));
      const { chosen } = bound;
      const isSome = bound.designs.some(({ score }) => score !== null);
      expect(chosen !== null).toBe(isSome);
      if (chosen === null) return;
      expect(chosen.prediction.failover.attainmentLow).toBeGreaterThanOrEqual(0.95);
      if (budgetUsd !== null) expect(chosen.score?.usdPerMonth).toBeLessThanOrEqual(budgetUsd);
      for (const { standing, reasons } of bound.designs) {
        expect(reasons.length > 0).toBe(standing !== "chosen");
      }
    },
  );
});

describe("controller/core/decide/goals", () => {
  const service = Service.parse({
    id: "shop",
    label: "Shop",
    endpoints: [
      {
        id: "a",
        label: "a",
        place: "us-east-1",
        latitude: 0,
        longitude: 0,
        url: "http://a.example/",
      },
    ],
    objectives: {
      rtoS: 60,
      latency: [
        { atMostMs: 200 },
        { metric: "ttfb_new", atMostMs: 300 },
        { statistic: "p99", atMostMs: 900 },
      ],
    },
    constraints: { budgetUsdPerMonth: 0 },
  });

  it("takes goals as declared, and names those that nothing is predicted for", () => {
    expect(goalsOf(service)).toEqual({
      rtoS: 60,
      leastAttainment: 0.95,
      budgetUsd: 0,
      latency: [{ statistic: "p95", atMostUs: 200_000, groups: null }],
    });
    expect(goalsNotJudged(service.objectives)).toEqual([
      "p95 of ttfb_new ≤ 300 ms",
      "p99 of echo_rtt ≤ 900 ms",
    ]);
  });
});
