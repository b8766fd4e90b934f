import { describe, expect, it } from "vitest";
import { enoughSayHealthy } from "../../../../infra/lab/health/share.ts";

describe("infra/lab/health/share", () => {
  it.each([
    [2, 16, false],
    [3, 16, true],
    [9, 50, false],
    [10, 50, true],
    [18, 100, false],
    [19, 100, true],
    [0, 1, false],
    [1, 1, true],
  ])("of %d among %d", (healthy, checkers, expected) => {
    expect(enoughSayHealthy(healthy, checkers)).toBe(expected);
  });
});
