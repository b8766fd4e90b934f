import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import {
  bestSites,
  lossOfEach,
  meanWith,
} from "../../../../controller/core/placement/placement.ts";
import type { PlacementProblem } from "../../../../controller/core/placement/placement-problem.ts";
import { seeded } from "../../../helpers/seeded.ts";

/** Groups and sites on a plane, latency by distance with some noise; today one far endpoint. */
function world(sites: number, groups: number, seed: number): PlacementProblem {
  const random = seeded(seed);
  const point = () => ({ x: random() * 200, y: random() * 100 });
  const [at, users, today] = [
    Array.from({ length: sites }, point),
    Array.from({ length: groups }, point),
    point(),
  ];
  const ms = (a: { x: number; y: number }, b: { x: number; y: number }) =>
    5 + Math.hypot(a.x - b.x, a.y - b.y) * (1 + 0.3 * random());
  return {
    weights: users.map(() => 0.1 + random()),
    todayMs: users.map((user) => ms(user, today)),
    siteMs: at.map((site) => users.map((user) => ms(user, site))),
  };
}

function everyChoice(sites: number, count: number): number[][] {
  if (count === 0) return [[]];
  return everyChoice(sites, count - 1).flatMap((chosen) =>
    Array.from({ length: sites }, (_, site) => site)
      .filter((site) => site > (chosen.at(-1) ?? -1))
      .map((site) => [...chosen, site]),
  );
}

/** Each group ranks what is there by itself, whatever the latency is. */
function ranked(problem: PlacementProblem, seed: number): PlacementProblem {
  const random = seeded(seed + 1);
  const rank = () => problem.weights.map(() => random());
  return { ...problem, ranks: { today: rank(), site: problem.siteMs.map(rank) } };
}

/** The mean as one would work it out by hand. */
function meanByHand(problem: PlacementProblem, sites: readonly number[]): number {
  const { weights, todayMs, siteMs, ranks } = problem;
  const ms = weights.map((_, g) => {
    const ways = [
      { rank: ranks?.today[g] ?? 0, ms: todayMs[g] ?? 0 },
      ...sites.map((site) => ({ rank: ranks?.site[site]?.[g] ?? 0, ms: siteMs[site]?.[g] ?? 0 })),
    ];
    return ways.sort((a, b) => a.rank - b.rank)[0]?.ms ?? 0;
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.reduce((sum, weight, g) => sum + weight * (ms[g] ?? 0), 0) / total;
}

describe("controller/core/placement", () => {
  test.prop([
    fc.integer({ min: 1, max: 8 }),
    fc.integer({ min: 1, max: 10 }),
    fc.integer({ min: 1, max: 4 }),
    fc.nat(),
  ])("finds the best sites where routing decides who goes where", (sites, groups, count, seed) => {
    const problem = ranked(world(sites, groups, seed), seed);
    const all = everyChoice(sites, Math.min(count, sites));
    const least = Math.min(...all.map((chosen) => meanByHand(problem, chosen)));
    const exact = bestSites(problem, count);
    expect(exact.meanMs).toBeCloseTo(least, 9);
    expect(meanByHand(problem, exact.sites)).toBeCloseTo(exact.meanMs, 9);
    const found = bestSites(problem, count, 0);
    expect(found.meanMs).toBeGreaterThanOrEqual(least - 1e-9);
    expect(found.lowerBoundMs).toBeLessThanOrEqual(least + 1e-9);
  });

  test.prop([
    fc.integer({ min: 1, max: 8 }),
    fc.integer({ min: 1, max: 10 }),
    fc.integer({ min: 0, max: 4 }),
    fc.nat(),
  ])(
    "finds what trying everything finds, and no bound lies above",
    (sites, groups, count, seed) => {
      const problem = world(sites, groups, seed);
      const least = Math.min(
        ...everyChoice(sites, Math.min(count, sites)).map((chosen) => meanWith(problem, chosen)),
      );
      const exact = bestSites(problem, count);
      expect(exact.meanMs).toBeCloseTo(least, 9);
      expect(exact).toMatchObject({ isExact: true, lowerBoundMs: exact.meanMs });
      const found = bestSites(problem, count, 0);
      expect(found.isExact).toBe(false);
      expect(found.meanMs).toBeGreaterThanOrEqual(least - 1e-9);
      expect(found.lowerBoundMs).toBeLessThanOrEqual(least + 1e-9);
    },
  );

  it("comes within 1 % by steps and swaps, and its bound close below", () => {
    const gaps = Array.from({ length: 20 }, (_, seed) => {
      const problem = world(34, 60, seed);
      const [exact, found] = [bestSites(problem, 4), bestSites(problem, 4, 0)];
      expect(found.lowerBoundMs).toBeGreaterThan(0.9 * exact.meanMs);
      return found.meanMs / exact.meanMs - 1;
    });
    expect(Math.max(...gaps)).toBeLessThanOrEqual(0.01);
  });

  it("says what hangs on each site, and takes no more sites than there are", () => {
    const problem = {
      weights: [1, 3],
      todayMs: [100, 100],
      siteMs: [
        [10, 90],
        [95, 20],
      ],
    };
    expect(bestSites(problem, 1).sites).toEqual([1]);
    expect(bestSites(problem, 9)).toMatchObject({ sites: [0, 1], meanMs: 17.5 });
    expect(lossOfEach(problem, [0, 1])).toEqual([(95 - 10) / 4, (3 * (90 - 20)) / 4]);
  });
});
