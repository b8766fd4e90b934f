import { describe, expect, it } from "vitest";
import { benjaminiHochberg } from "../../../../controller/core/statistics/benjamini-hochberg.ts";
import { clopperPearson } from "../../../../controller/core/statistics/clopper-pearson.ts";
import {
  betaQuantile,
  binomialCdf,
  normalQuantile,
  studentCdf,
  studentQuantile,
} from "../../../../controller/core/statistics/distributions.ts";
import { deviationOf, meanOf, medianOf } from "../../../../controller/core/statistics/moments.ts";
import { medianDifference } from "../../../../controller/core/statistics/price-bonett.ts";

// The example of R's package statpsych, function ci.median2.
const ONE = [70, 394, 43, 95, 62, 128, 2, 203, 81, 436, 85, 35, 156, 1, 3, 27, 63, 181, 184, 18];
const OTHER = [
  102, 120, 78, 78, 417, 124, 86, 171, 176, 129, 230, 194, 100, 157, 306, 411, 164, 103, 193, 312,
];

describe("controller/core/statistics", () => {
  // Tables of the distributions, NIST/SEMATECH e-Handbook of Statistical Methods 1.3.6.7.
  it.each([
    [3, 3.182_446],
    [13, 2.160_369],
    [100, 1.983_972],
  ])("has Student's t at %d degrees", (degrees, t) => {
    expect(studentQuantile(0.975, degrees)).toBeCloseTo(t, 5);
    expect(studentCdf(t, degrees)).toBeCloseTo(0.975, 6);
  });

  it("has the normal, beta and binomial distributions", () => {
    expect(normalQuantile(0.975)).toBeCloseTo(1.959_964, 6);
    expect(binomialCdf(5, 20, 0.5)).toBeCloseTo(0.020_694_7, 7);
    expect(binomialCdf(-1, 20, 0.5)).toBe(0);
    // Of 20 draws all below: the median of their largest is 0.5^(1/20).
    expect(betaQuantile(0.5, 20, 1)).toBeCloseTo(0.5 ** (1 / 20), 8);
  });

  it("compares medians as Price and Bonett do", () => {
    expect([medianOf(ONE), medianOf(OTHER)]).toEqual([75.5, 160.5]);
    const compared = medianDifference(ONE, OTHER);
    expect(compared?.difference).toBe(-85);
    expect(compared?.standardError).toBeCloseTo(37.115, 3);
    expect(compared?.low).toBeCloseTo(-157.744, 3);
    expect(compared?.high).toBeCloseTo(-12.256, 3);
    expect(medianDifference(ONE.slice(0, 5), OTHER)).toBeNull();
  });

  it("gives moments, and says when there are none", () => {
    expect(meanOf([1, 2, 6])).toBe(3);
    expect(deviationOf([1, 2, 6])).toBeCloseTo(Math.sqrt(7), 12);
    expect(deviationOf([5])).toBe(0);
    expect(medianOf([3, 1, 2])).toBe(2);
    expect(meanOf([])).toBeNaN();
    expect(medianOf([])).toBeNaN();
  });

  it("rejects as Benjamini and Hochberg 1995 in their table of 15 hypotheses", () => {
    const p = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719,
      0.6528, 0.759, 1,
    ];
    expect(benjaminiHochberg(p)).toEqual(p.map((_, at) => at < 4));
    const mixed = [p[14], p[0], p[8], p[3]].map((value) => value ?? 1);
    expect(benjaminiHochberg(mixed)).toEqual([false, true, false, true]);
    expect(benjaminiHochberg([])).toEqual([]);
  });

  it.each([
    [20, 20, 0.8316, 1],
    [0, 20, 0, 0.1684],
    [19, 20, 0.7513, 0.9987],
    [5, 10, 0.1871, 0.8129],
  ])("holds %d of %d as Clopper and Pearson do", (successes, trials, low, high) => {
    const interval = clopperPearson(successes, trials);
    expect(interval?.low).toBeCloseTo(low, 4);
    expect(interval?.high).toBeCloseTo(high, 4);
    expect(clopperPearson(0, 0)).toBeNull();
  });
});
