import { describe, expect, it } from "vitest";
import { harmlessDecision } from "../../../../controller/core/advise/harmless.ts";
import { tolerancesOf } from "../../../../controller/core/decide/goals.ts";
import { type Sample, sampleGroup, samplePrediction } from "../decide/sample-predictions.ts";

const groups = [sampleGroup("us", 0.6), sampleGroup("au", 0.4)];
const TODAY: Sample = { name: "as it stands", p50Ms: 60, p95Ms: 290, usd: 20, groups };
const HARSH: Sample = {
  name: "accelerator 10x3",
  kind: "accelerator",
  p50Ms: 40,
  p95Ms: 200,
  usd: 90,
  groups,
};
const GENTLE: Sample = {
  name: "hybrid au",
  kind: "hybrid",
  p50Ms: 55,
  p95Ms: 220,
  usd: 90,
  groups,
};
/** In ms, what each group gains by the designs. */
const GAINS: Record<string, Record<string, number>> = {
  "accelerator 10x3": { us: -20, au: 90 },
  "hybrid au": { us: 0, au: 70 },
};

function decided(samples: readonly Sample[], incumbent: string | null, isBroken = false) {
  return harmlessDecision({
    predictions: samples.map(samplePrediction),
    rules: {
      goals: { rtoS: null, leastAttainment: 0.95, budgetUsd: null, latency: [] },
      tolerances: tolerancesOf({}),
      broken: ({ candidate }) =>
        isBroken && candidate.name === TODAY.name ? [{ code: "residency", text: "no" }] : [],
    },
    incumbent,
    gainOf: (_from, { candidate }) => ({
      ...{ us: 30_000, lowUs: 20_000, highUs: 40_000 },
      groups: Object.entries(GAINS[candidate.name] ?? {}).map(([group, ms]) => ({
        group,
        us: 1_000 * ms,
      })),
    }),
    thresholds: {},
  }).decision;
}

describe("controller/core/advise/harmless", () => {
  it("passes over the best for all where it is worse for some, and says for whom", () => {
    const { chosen, designs } = decided([TODAY, HARSH, GENTLE], TODAY.name);
    expect(chosen?.prediction.candidate.name).toBe("hybrid au");
    expect(designs[1]).toMatchObject({
      standing: "infeasible",
      reasons: [
        {
          code: "harms_group",
          text: "us would be served later than by what stands, by up to 20 ms",
        },
      ],
    });
  });

  it("stays where everything else harms somebody", () => {
    expect(decided([TODAY, HARSH], TODAY.name).chosen?.prediction.candidate.name).toBe(TODAY.name);
  });

  it("protects nobody's habits where what stands may not stay, or is not known", () => {
    const best = "accelerator 10x3";
    const broken = decided([TODAY, HARSH, GENTLE], TODAY.name, true);
    expect(broken.chosen?.prediction.candidate.name).toBe(best);
    expect(decided([TODAY, HARSH, GENTLE], null).chosen?.prediction.candidate.name).toBe(best);
  });
});
