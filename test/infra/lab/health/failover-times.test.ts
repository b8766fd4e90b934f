import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../../infra/lab/delay/random.ts";
import { FAILURES, type FailureTimes, simulateFailure } from "./simulated-failure.ts";

/**
 * Published expectations for uncoordinated checkers: 0.82 I + τ + (N − 1)(I + τ) to detect, and
 * 0.18 (I + τ) + (N − 1) I to recover.
 */
const TABLE = [
  { intervalS: 10, threshold: 1, refusedS: 8, blackHoleS: 12, healthyS: 2 },
  { intervalS: 10, threshold: 2, refusedS: 18, blackHoleS: 26, healthyS: 12 },
  { intervalS: 10, threshold: 3, refusedS: 28, blackHoleS: 40, healthyS: 22 },
  { intervalS: 30, threshold: 1, refusedS: 25, blackHoleS: 29, healthyS: 6 },
  { intervalS: 30, threshold: 3, refusedS: 85, blackHoleS: 97, healthyS: 66 },
] as const;

const ROWS = TABLE.flatMap((row) =>
  (["refused", "black hole"] as const).map((kind) => ({ ...row, kind })),
);

const SEEDS = 60;
const MARGIN_S = 2;

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
}

describe("infra/lab/health: times to detect and to recover, simulated", () => {
  it.each(ROWS)("$intervalS s × $threshold, $kind", async (row) => {
    const { intervalS, threshold, kind } = row;
    const tookMs = FAILURES[kind];
    const times: FailureTimes[] = [];
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const chance = seededRandom(seed * 7_919);
      const failsAtMs = 100_000 + chance() * 60_000;
      const mendsAtMs = failsAtMs + 400_000 + chance() * 60_000;
      times.push(
        await simulateFailure({ seed, intervalS, threshold, tookMs, failsAtMs, mendsAtMs }),
      );
    }
    const detectedS = times.map(({ detectedMs }) => detectedMs / 1_000);
    const recoveredS = times.map(({ recoveredMs }) => recoveredMs / 1_000);
    const expectedS = kind === "refused" ? row.refusedS : row.blackHoleS;
    expect(Math.abs(quantile(detectedS, 0.5) - expectedS)).toBeLessThan(MARGIN_S);
    expect(Math.abs(quantile(recoveredS, 0.5) - row.healthyS)).toBeLessThan(MARGIN_S);
    // What chance can do at most: a checker has just called, or is just about to.
    const tauS = tookMs / 1_000;
    const rounds = (threshold - 1) * (intervalS + tauS);
    expect(Math.min(...detectedS)).toBeGreaterThanOrEqual(rounds + tauS);
    expect(Math.max(...detectedS)).toBeLessThanOrEqual(rounds + intervalS + tauS);
    const roundsBack = (threshold - 1) * intervalS;
    expect(Math.min(...recoveredS)).toBeGreaterThanOrEqual(roundsBack);
    expect(Math.max(...recoveredS)).toBeLessThanOrEqual(roundsBack + intervalS + tauS);
    // Nine of ten lie close, by a fifth of the time between two calls.
    for (const [valuesS, midS] of [
      [detectedS, expectedS],
      [recoveredS, row.healthyS],
    ] as const) {
      const spreadS = MARGIN_S + 0.2 * (intervalS + tauS);
      expect(quantile(valuesS, 0.05)).toBeGreaterThan(midS - spreadS);
      expect(quantile(valuesS, 0.95)).toBeLessThan(midS + spreadS);
    }
  });
});
