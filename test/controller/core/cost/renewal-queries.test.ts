import { describe, expect, it } from "vitest";
import {
  renewalQueriesPerMonth,
  renewalQueriesPerS,
} from "../../../../controller/core/cost/renewal-queries.ts";

describe("controller/core/cost/renewal-queries", () => {
  it("asks 0.0125 times a second for 0.05 clients a second and 60 s", () => {
    expect(renewalQueriesPerS(60, 0.05)).toBeCloseTo(0.0125, 12);
    expect(renewalQueriesPerMonth(60, [0.05], 730)).toBe(32_850);
  });

  it("never asks for nobody, each time without a cache, once per TTL for a crowd", () => {
    expect(renewalQueriesPerS(60, 0)).toBe(0);
    expect(renewalQueriesPerS(0, 7)).toBeCloseTo(7, 12);
    expect(renewalQueriesPerS(60, 1e9)).toBeCloseTo(1 / 60, 9);
  });

  it("adds resolvers up", () => {
    expect(renewalQueriesPerMonth(60, [0.05, 0.05, 0], 730)).toBe(65_700);
    expect(renewalQueriesPerMonth(60, [], 730)).toBe(0);
  });
});
