import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { choose } from "../../../../controller/core/decide/choose.ts";
import { hybridSets } from "../../../../controller/core/decide/hybrid-sets.ts";
import { beats, frontier } from "../../../../controller/core/decide/pareto.ts";
import {
  type Score,
  type Scored,
  USUAL_TOLERANCES,
} from "../../../../controller/core/decide/score.ts";

const NONE = { latencyUs: 0, latencyRatio: 0, attainment: 0, usdPerMonth: 0 };
const score = (over: Partial<Score>): Score => ({
  p50Us: 50_000,
  p95Us: 90_000,
  attainment: 1,
  usdPerMonth: 100,
  components: 5,
  ...over,
});

// Worked example: share, median straight and by the accelerator in ms, GB a month, USD per GB.
const GROUPS = [
  { group: "US", share: 0.4, directMs: 12, acceleratorMs: 14, gb: 4_000, usdPerGb: 0.015 },
  { group: "DE", share: 0.25, directMs: 18, acceleratorMs: 20, gb: 2_500, usdPerGb: 0.015 },
  { group: "SG", share: 0.2, directMs: 95, acceleratorMs: 78, gb: 2_000, usdPerGb: 0.043 },
  { group: "AU", share: 0.15, directMs: 290, acceleratorMs: 235, gb: 1_500, usdPerGb: 0.105 },
];
const FIXED_USD = 25.55;
function hybrid(set: readonly string[]): Scored {
  const inSet = (group: string) => set.includes(group);
  const meanMs = GROUPS.reduce(
    (sum, { group, share, directMs, acceleratorMs }) =>
      sum + share * (inSet(group) ? acceleratorMs : directMs),
    0,
  );
  const usd = GROUPS.filter(({ group }) => inSet(group)).reduce(
    (sum, { gb, usdPerGb }) => sum + gb * usdPerGb,
    set.length === 0 ? 0 : FIXED_USD,
  );
  const us = meanMs * 1_000;
  return {
    design: set.join("+"),
    score: score({ p50Us: us, p95Us: us, usdPerMonth: usd, components: 0 }),
  };
}

describe("controller/core/decide", () => {
  const eligible = GROUPS.map(({ group, share, directMs, acceleratorMs, gb, usdPerGb }) => ({
    group,
    weightedGainUs: share * (directMs - acceleratorMs) * 1_000,
    usdPerMonth: gb * usdPerGb,
  }));

  it("finds the frontier of the worked example", () => {
    const candidates = [[], ...hybridSets(eligible)].map(hybrid);
    expect(candidates).toHaveLength(16);
    const front = frontier(candidates, NONE).map(({ design, score: { p50Us, usdPerMonth } }) => [
      design,
      Math.round((usdPerMonth ?? 0) * 100) / 100,
      Math.round(p50Us / 10) / 100,
    ]);
    expect(front).toEqual([
      ["", 0, 71.8],
      ["SG", 111.55, 68.4],
      ["AU", 183.05, 63.55],
      ["SG+AU", 269.05, 60.15],
    ]);
  });

  it("grows a chain by gain per dollar where all sets would be too many", () => {
    const many = Array.from({ length: 16 }, (_, at) => ({
      group: `g${at}`,
      weightedGainUs: 100 + at,
      usdPerMonth: at === 3 ? 0 : 10,
    }));
    const sets = hybridSets(many);
    expect(sets).toHaveLength(16);
    expect(sets[1]).toEqual(["g3", "g15"]);
    expect(hybridSets([])).toEqual([]);
  });

  it("chooses attainment before speed, speed before cost, cost before simplicity", () => {
    const candidates = [
      { design: "fast but slow to recover", score: score({ p95Us: 40_000, attainment: 0.8 }) },
      { design: "cheap", score: score({ usdPerMonth: 10, p95Us: 120_000 }) },
      { design: "fast for the far alone", score: score({ usdPerMonth: 10, p50Us: 80_000 }) },
      { design: "dear", score: score({ usdPerMonth: 300, p95Us: 89_000 }) },
      { design: "many parts", score: score({ components: 9 }) },
      { design: "right", score: score({}) },
      { design: "the same", score: score({}) },
    ];
    expect(choose(candidates, 0.95, USUAL_TOLERANCES)).toEqual({
      chosen: candidates[5],
      leftBehind: [
        { design: "fast but slow to recover", at: "attainment" },
        { design: "cheap", at: "p95" },
        { design: "fast for the far alone", at: "p50" },
        { design: "dear", at: "cost" },
        { design: "many parts", at: "components" },
        { design: "the same", at: "order" },
      ],
    });
    // Nobody reaches it: then the most there is.
    expect(choose(candidates.slice(0, 1), 0.95, USUAL_TOLERANCES)?.chosen).toBe(candidates[0]);
    expect(choose([], 0.95, USUAL_TOLERANCES)).toBeNull();
  });

  it("does not take an unknown cost for none", () => {
    const unknown = { design: "unknown", score: score({ usdPerMonth: null }) };
    const known = { design: "known", score: score({ usdPerMonth: 500 }) };
    expect(choose([unknown, known], null, USUAL_TOLERANCES)?.chosen.design).toBe("known");
    expect(beats(unknown, known, USUAL_TOLERANCES)).toBe(false);
    expect(beats(known, unknown, USUAL_TOLERANCES)).toBe(true);
    expect(beats(unknown, unknown, USUAL_TOLERANCES)).toBe(false);
  });

  const scored = fc
    .record({
      p50Us: fc.integer({ min: 1_000, max: 300_000 }),
      p95Us: fc.integer({ min: 1_000, max: 500_000 }),
      attainment: fc.constantFrom(0.5, 0.9, 0.95, 1, null),
      usdPerMonth: fc.option(fc.integer({ min: 0, max: 1_000 })),
      components: fc.integer({ min: 1, max: 20 }),
    })
    .map((each) => score(each));
  test.prop([fc.array(scored, { minLength: 1, maxLength: 12 })])(
    "keeps what nothing beats, and chooses from it",
    (scores) => {
      const candidates = scores.map((each, at) => ({ design: String(at), score: each }));
      const front = frontier(candidates, NONE);
      expect(front.length).toBeGreaterThan(0);
      for (const candidate of candidates) {
        const isBeaten = candidates.some((other) => beats(other, candidate, NONE));
        expect(front.includes(candidate)).toBe(!isBeaten);
      }
      expect(front).toContain(choose(front, 0.95, USUAL_TOLERANCES)?.chosen);
    },
  );
});
