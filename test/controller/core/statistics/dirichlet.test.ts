import { describe, expect, it } from "vitest";
import { dirichletDraws } from "../../../../controller/core/statistics/dirichlet.ts";
import { deviationOf, meanOf } from "../../../../controller/core/statistics/moments.ts";

describe("controller/core/statistics/dirichlet", () => {
  it("scatters around the shares as it should, the same at every run", () => {
    const shares = [0.5, 0.3, 0.19, 0.01];
    const draws = dirichletDraws(shares, 50, 4_000);
    for (const draw of draws) expect(draw.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 9);
    shares.forEach((share, at) => {
      const own = draws.map((draw) => draw[at] ?? Number.NaN);
      expect(Math.min(...own)).toBeGreaterThanOrEqual(0);
      expect(meanOf(own)).toBeCloseTo(share, 2);
      // Var = w (1 - w) / (c + 1).
      const deviation = Math.sqrt((share * (1 - share)) / 51);
      expect(deviationOf(own) / deviation).toBeGreaterThan(0.93);
      expect(deviationOf(own) / deviation).toBeLessThan(1.07);
    });
    expect(dirichletDraws(shares, 50, 4_000)).toEqual(draws);
  });

  it("has one answer for one group", () => {
    expect(dirichletDraws([1], 50, 2)).toEqual([[1], [1]]);
  });
});
