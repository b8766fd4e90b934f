import { describe, expect, it } from "vitest";
import { Service } from "../../../../../controller/contract/estate.ts";
import { advise } from "../../../../../controller/core/advise/advise.ts";
import { seeded } from "../../../../helpers/seeded.ts";
import { drawWorld } from "../../../../simulate/generate/world.ts";
import { perfectEvidence } from "../../../../simulate/generate/world-evidence.ts";
import { type EveryDesign, everyDesign } from "./every-design.ts";

const WORLDS = 105;
/** Times are told to two digits of a histogram's bins, and quantiles interpolate nothing. */
const RESOLUTION = 0.015;
/** A check of an endpoint that the least design would not need. */
const CHECKS_USD = 1.5;
const TOLERANCE_USD = 1;

interface Worth {
  readonly p50Us: number;
  readonly p95Us: number;
  readonly usdPerMonth: number;
}

/** What comes out best in a world that was watched for ever, and all that could be. */
function compared(seed: number, constraints: object = {}) {
  const random = seeded(9_000 + seed);
  const world = drawWorld(
    {
      ...{ endpoints: 2 + (seed % 2), groups: 2 + (seed % 3) },
      today: seed % 4 < 2 ? "nearest" : "first",
    },
    random,
  );
  const service = Service.parse({ ...world.service, constraints });
  const evidence = perfectEvidence({ ...world, service }, random);
  const advice = advise({ ...evidence, failoverRuns: [] }, { everyDesign: true });
  const best = advice.designs.find(({ name }) => name === advice.best) ?? null;
  const worth = (): Worth => {
    const { p50, p95, usdPerMonth } = best?.score ?? {};
    if (p50 == null || p95 == null || usdPerMonth == null) throw new Error("not scored");
    return { p50Us: p50.us, p95Us: p95.us, usdPerMonth };
  };
  return { advice, best, worth, all: everyDesign(world, evidence.prices) };
}

const toleranceUs = (us: number) => Math.max(5_000, 0.05 * us);

/** The designs that the choice may end with: nearly the lowest p95, of these nearly the lowest p50. */
function nearBest(all: readonly EveryDesign[]): EveryDesign[] {
  const within = (some: readonly EveryDesign[], usOf: (one: EveryDesign) => number) => {
    const least = Math.min(...some.map(usOf));
    return some.filter((one) => usOf(one) <= least + toleranceUs(least) - RESOLUTION * least);
  };
  const soonest = within(all, ({ p95Us }) => p95Us);
  return within(soonest, ({ p50Us }) => p50Us);
}

/** Beyond the tolerance better in one, and in nothing worse. */
function beats(one: Worth, other: Worth): boolean {
  const isNoWorse =
    one.p95Us <= other.p95Us && one.p50Us <= other.p50Us && one.usdPerMonth <= other.usdPerMonth;
  const isBetter =
    other.p95Us - one.p95Us > toleranceUs(one.p95Us) + RESOLUTION * one.p95Us ||
    other.p50Us - one.p50Us > toleranceUs(one.p50Us) + RESOLUTION * one.p50Us ||
    other.usdPerMonth - one.usdPerMonth > TOLERANCE_USD + CHECKS_USD;
  return isNoWorse && isBetter;
}

describe("controller/core/advise against exhaustive search", () => {
  it(`regrets nothing in ${WORLDS} worlds`, { timeout: 120_000 }, () => {
    const missed = Array.from({ length: WORLDS }, (_, seed) => seed).flatMap((seed) => {
      const { all, worth } = compared(seed);
      const ours = worth();
      const least95Us = Math.min(...all.map(({ p95Us }) => p95Us));
      const possible = nearBest(all);
      const least50Us = Math.min(...possible.map(({ p50Us }) => p50Us));
      const leastUsd = Math.min(...possible.map(({ usdPerMonth }) => usdPerMonth));
      const isSoon =
        ours.p95Us <= least95Us + toleranceUs(least95Us) + RESOLUTION * least95Us &&
        ours.p50Us <= least50Us + toleranceUs(least50Us) + RESOLUTION * least50Us;
      const isCheap = ours.usdPerMonth <= leastUsd + TOLERANCE_USD + CHECKS_USD;
      const beaten = all.filter((one) => beats(one, ours)).map(({ name }) => name);
      return isSoon && isCheap && beaten.length === 0
        ? []
        : [{ seed, ours, least95Us, least50Us, leastUsd, beaten }];
    });
    expect(missed).toEqual([]);
  });

  it("takes the accelerator for everybody where addresses must stay the same", () => {
    for (const seed of [0, 1, 2, 3, 4]) {
      const { best, worth, all } = compared(seed, { staticIps: true });
      const possible = all.find(({ isAllAccelerated }) => isAllAccelerated);
      expect([seed, best?.kind]).toEqual([seed, "accelerator"]);
      if (possible !== undefined) expect(worth().usdPerMonth).toBeCloseTo(possible.usdPerMonth, 0);
    }
  });

  it("keeps within a budget that all that is sooner exceeds", () => {
    for (const seed of [0, 2, 4, 6, 8]) {
      const { all } = compared(seed);
      const cheapest = Math.min(...all.map(({ usdPerMonth }) => usdPerMonth));
      const budgetUsdPerMonth = Math.ceil(cheapest + CHECKS_USD + TOLERANCE_USD);
      const { advice, worth } = compared(seed, { budgetUsdPerMonth });
      if (advice.best === null) expect([seed, advice.outcome]).toEqual([seed, "conflict"]);
      else expect(worth().usdPerMonth).toBeLessThanOrEqual(budgetUsdPerMonth);
    }
  });
});
