import { fc, it } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { seededRandom } from "../../../../infra/lab/delay/random.ts";

describe("infra/lab/delay/random", () => {
  it.prop([fc.nat(2 ** 32 - 1)])("gives the same numbers for the same seed", (seed) => {
    const one = seededRandom(seed);
    const other = seededRandom(seed);
    for (let n = 0; n < 20; n++) expect(one()).toBe(other());
  });

  it.prop([fc.nat(2 ** 32 - 1)])("spreads evenly over [0, 1)", (seed) => {
    const random = seededRandom(seed);
    const draws = Array.from({ length: 2_000 }, random);
    expect(draws.every((draw) => draw >= 0 && draw < 1)).toBe(true);
    const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
    // Six standard errors of a uniform mean.
    expect(Math.abs(mean - 0.5)).toBeLessThan((6 * 0.2887) / Math.sqrt(2_000));
  });
});
