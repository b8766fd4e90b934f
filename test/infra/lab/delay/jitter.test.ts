import { fc, it } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { drawRttUs } from "../../../../infra/lab/delay/jitter.ts";
import { seededRandom } from "../../../../infra/lab/delay/random.ts";

describe("infra/lab/delay/jitter", () => {
  it.prop([fc.nat(2 ** 32 - 1), fc.integer({ min: 1_000, max: 300_000 })])(
    "keeps the configured round trip the median",
    (seed, rttUs) => {
      const random = seededRandom(seed);
      const jitterUs = rttUs / 100;
      const draws = Array.from({ length: 4_001 }, () => drawRttUs(rttUs, jitterUs, random));
      draws.sort((a, b) => a - b);
      // The median of n draws scatters by jitter / √n; five of those are beyond chance.
      expect(Math.abs((draws[2_000] ?? 0) - rttUs)).toBeLessThan((5 * jitterUs) / Math.sqrt(4_001));
    },
  );

  it.prop([
    fc.nat(200_000),
    fc.nat(1_000_000),
    fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  ])("never falls below half the round trip and is always finite", (rttUs, jitterUs, chance) => {
    const drawn = drawRttUs(rttUs, jitterUs, () => chance);
    expect(drawn).toBeGreaterThanOrEqual(rttUs / 2);
    expect(Number.isFinite(drawn)).toBe(true);
  });

  it("is the round trip itself without jitter", () => {
    expect(drawRttUs(70_000, 0, seededRandom(3))).toBe(70_000);
  });
});
