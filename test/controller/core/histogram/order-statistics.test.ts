import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { quantileRanks } from "../../../../controller/core/histogram/order-statistics.ts";

describe("controller/core/histogram/order-statistics", () => {
  it.each([
    [100, 0.5, 40, 61],
    [300, 0.5, 133, 168],
    [300, 0.95, 277, 293],
    [1_000, 0.95, 936, 964],
    [1_000, 0.99, 983, 997],
    [10_000, 0.99, 9_880, 9_920],
  ])("bounds the quantile of n = %i, p = %d by ranks %i and %i", (n, p, low, high) => {
    expect(quantileRanks(n, p)).toEqual({ low, high });
  });

  it.each([
    [5, 0.5, false],
    [6, 0.5, true],
    [35, 0.9, false],
    [36, 0.9, true],
    [71, 0.95, false],
    [72, 0.95, true],
    [367, 0.99, false],
    [368, 0.99, true],
  ])("has both bounds from the published n on: n = %i, p = %d: %s", (n, p, hasBoth) => {
    const { low, high } = quantileRanks(n, p);
    expect(low >= 1 && high <= n).toBe(hasBoth);
  });

  test.prop([fc.integer({ min: 1, max: 400 }), fc.constantFrom(0.1, 0.5, 0.9, 0.95, 0.99)])(
    "is the largest and the smallest rank that the binomial tails allow",
    (n, p) => {
      const { low, high } = quantileRanks(n, p);
      const atMost = (k: number) => binomialSum(n, p, 0, k);
      const atLeast = (k: number) => binomialSum(n, p, k, n);
      if (low > 0) expect(atMost(low - 1)).toBeLessThanOrEqual(0.025 + 1e-12);
      expect(atMost(low)).toBeGreaterThan(0.025 - 1e-12);
      if (high <= n) expect(atLeast(high)).toBeLessThanOrEqual(0.025 + 1e-12);
      if (high > 0) expect(atLeast(high - 1)).toBeGreaterThan(0.025 - 1e-12);
    },
  );

  it("agrees with the normal approximation at a million values", () => {
    const { low, high } = quantileRanks(1_000_000, 0.5);
    expect(Math.abs(low - (500_000 - 980))).toBeLessThanOrEqual(2);
    expect(Math.abs(high - (500_000 + 980))).toBeLessThanOrEqual(2);
  });
});

/** P(from ≤ Bin(n, p) ≤ to), straight from the definition by logarithms of factorials. */
function binomialSum(n: number, p: number, from: number, to: number): number {
  let sum = 0;
  for (let k = from; k <= to; k += 1) {
    sum += Math.exp(
      logFactorial(n) -
        logFactorial(k) -
        logFactorial(n - k) +
        k * Math.log(p) +
        (n - k) * Math.log(1 - p),
    );
  }
  return sum;
}

function logFactorial(n: number): number {
  let sum = 0;
  for (let k = 2; k <= n; k += 1) sum += Math.log(k);
  return sum;
}
