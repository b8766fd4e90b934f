import { describe, expect, it } from "vitest";
import { FailoverRun } from "../../../../controller/contract/failover-run.ts";
import type { DesignSettings } from "../../../../controller/core/candidates/settings.ts";
import { PUBLISHED_HABITS } from "../../../../controller/core/failover-time/failover-time.ts";
import type { Candidate } from "../../../../controller/core/predict/candidate.ts";
import { designPredictor } from "../../../../controller/core/predict/design-predictor.ts";
import type { PredictionWorld } from "../../../../controller/core/predict/prediction-world.ts";
import { candidate, hybrid } from "./sample-candidates.ts";
import { groundFor, sampleService, sampleWorld } from "./sample-world.ts";

const GROUND = groundFor(sampleService());
const set = (ttlS: number, intervalS: 10 | 30, failureThreshold: number): DesignSettings => ({
  ttlS,
  intervalS,
  failureThreshold,
});

function failover(design: Candidate, rtoS?: number, change: Partial<PredictionWorld> = {}) {
  const objectives = rtoS === undefined ? {} : { rtoS };
  const world = sampleWorld({ service: sampleService({ objectives }), ...change });
  return designPredictor(world).predict(design).failover;
}

const run = (at: number, recoveryS: Record<string, number | null>, more: object = {}) =>
  FailoverRun.parse({
    id: `run-${at}`,
    atMs: at,
    entry: "dns",
    endpoint: "ireland",
    recoveryS,
    ...more,
  });
const clean = (count: number, more: object = {}) =>
  Array.from({ length: count }, (_, at) => run(at, { portugal: 50 }, more));

describe("controller/core/predict/predict-failover", () => {
  // Reference distributions of the failover model, seconds ± 2.
  it.each([
    ["latency 10x3, TTL 60", candidate(GROUND, "latency", set(60, 10, 3)), 79, 237],
    ["latency 10x1, TTL 60", candidate(GROUND, "latency", set(60, 10, 1)), 51, 208],
    ["latency 10x3, TTL 20", candidate(GROUND, "latency", set(20, 10, 3)), 56, 229],
    ["weighted 30x3, TTL 60", candidate(GROUND, "weighted", set(60, 30, 3)), 136, 292],
    ["multivalue 10x3, TTL 60", candidate(GROUND, "multivalue", set(60, 10, 3)), 79, 237],
    ["accelerator 10x3", candidate(GROUND, "accelerator", set(60, 10, 3)), 40, 45],
    ["accelerator 30x3", candidate(GROUND, "accelerator", set(60, 30, 3)), 90, 104],
  ])("of %s has the model's times", (_, design, p50S, p95S) => {
    const found = failover(design);
    expect(Math.abs(found.p50S - p50S)).toBeLessThanOrEqual(2);
    expect(Math.abs(found.p95S - p95S)).toBeLessThanOrEqual(2);
    expect(found).toMatchObject({
      basis: "modelled",
      runs: 0,
      attainment: null,
      attainmentLow: null,
    });
  });

  it("never ends where nobody takes over", () => {
    const found = failover(candidate(GROUND, "simple"), 300);
    expect(found.p50S).toBe(Number.POSITIVE_INFINITY);
    expect(found).toMatchObject({ attainment: 0, attainmentLow: 0 });
  });

  it("mixes both ways of a hybrid by their users", () => {
    const settings = set(60, 10, 3);
    const mixed = failover(hybrid(GROUND, ["brazil"], settings), 60);
    const byName = failover(candidate(GROUND, "latency", settings), 60);
    const byAccelerator = failover(candidate(GROUND, "accelerator", settings), 60);
    const wanted = 0.9 * (byName.attainment ?? 0) + 0.1 * (byAccelerator.attainment ?? 0);
    expect(mixed.attainment).toBeCloseTo(wanted, 6);
    expect(byAccelerator.attainment).toBeGreaterThan(0.99);
    expect(byName.attainment).toBeCloseTo(0.23, 1);
  });

  it.each([
    ["latency", 300],
    ["latency", 120],
    ["accelerator", 60],
    ["accelerator", 50],
  ] as const)("bounds the share of %s within %d s from below", (kind, rtoS) => {
    const { attainment, attainmentLow } = failover(candidate(GROUND, kind), rtoS);
    expect(attainmentLow).toBeLessThanOrEqual(attainment ?? Number.NaN);
    expect(attainmentLow).toBeGreaterThan(0.5 * (attainment ?? Number.NaN));
  });

  it.each([
    [5, 0.549],
    [10, 0.741],
    [20, 0.861],
    [59, 0.95],
  ])("takes runs before the model: %d clean ones are sure of %d", (count, low) => {
    const found = failover(candidate(GROUND, "latency"), 60, { failoverRuns: clean(count) });
    expect(found).toMatchObject({ basis: "measured", runs: count });
    expect(found.attainment).toBeCloseTo(1, 6);
    expect(found.attainmentLow).toBeCloseTo(low, 3);
    expect(found.p50S).toBeCloseTo(50, 0);
  });

  it("counts a run as a success by the share of its users that were back", () => {
    const users = { portugal: 30, "mexico-city": 40, california: 40, brazil: null };
    const runs = [run(1, users), run(2, { ...users, brazil: 30 })];
    const found = failover(candidate(GROUND, "latency"), 60, { failoverRuns: runs });
    // 90 % of the first run's users, all of the second's; one of two runs is good enough.
    expect(found.attainment).toBeCloseTo(0.95, 6);
    expect(found.attainmentLow).toBeCloseTo(0.0253, 3);
    // The others are never served again.
    expect(failover(candidate(GROUND, "latency"), 7_000, { failoverRuns: runs })).toMatchObject({
      attainment: expect.closeTo(0.95, 6),
      p50S: expect.any(Number),
    });
  });

  it.each<[string, object, number]>([
    ["by the other way", { entry: "accelerator" }, 0],
    ["with another TTL", { ttlS: 300 }, 0],
    ["with other checks", { intervalS: 30 }, 0],
    ["of groups that it does not have", { recoveryS: { mars: 5 } }, 0],
    ["with the same settings", { ttlS: 60, intervalS: 10, failureThreshold: 3 }, 5],
  ])("takes no runs %s for its own", (_, more, runs) => {
    const found = failover(candidate(GROUND, "latency", set(60, 10, 3)), 60, {
      failoverRuns: clean(5, more),
    });
    expect(found.runs).toBe(runs);
  });

  it("credits no run to those whom nobody takes over", () => {
    const found = failover(candidate(GROUND, "simple"), 60, { failoverRuns: clean(59) });
    expect(found.attainment).toBe(0);
  });

  it("answers other goals, habits and weights without the rest", () => {
    const predictor = designPredictor(sampleWorld());
    const latency = candidate(GROUND, "latency");
    const at = (rtoS: number) => predictor.attainment(latency, { rtoS }).attainment ?? 0;
    expect(at(120)).toBeGreaterThan(at(60));
    const habits = { ...PUBLISHED_HABITS, staleShare: 0.9 };
    expect(predictor.attainment(latency, { rtoS: 120, habits }).attainment).toBeLessThan(at(120));
    const weights = new Map([["brazil", 1]]);
    const mixed = hybrid(GROUND, ["brazil"]);
    expect(predictor.attainment(mixed, { rtoS: 60, weights }).attainment).toBeGreaterThan(0.99);
  });
});
