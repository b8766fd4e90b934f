import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { decideRestart } from "../../../../infra/local/process/restart-policy.ts";

const POLICY = { limit: 3, windowMs: 600_000, firstDelayMs: 1_000, longestDelayMs: 3_000 };

describe("infra/local/process/restart-policy", () => {
  it("waits twice as long each time, up to the longest pause, then gives up", () => {
    const deaths: number[] = [];
    const decisions = [0, 10_000, 20_000, 30_000].map((atMs) => {
      deaths.push(atMs);
      return decideRestart(deaths, atMs, POLICY);
    });
    expect(decisions).toEqual([
      { kind: "restart", delayMs: 1_000 },
      { kind: "restart", delayMs: 2_000 },
      { kind: "restart", delayMs: 3_000 },
      { kind: "give-up" },
    ]);
  });

  test.prop([fc.array(fc.nat(10_000_000), { minLength: 1, maxLength: 20 })])(
    "forgives deaths before the window and never waits outside its bounds",
    (times) => {
      const deaths = [...times].sort((a, b) => a - b);
      const nowMs = deaths.at(-1) ?? 0;
      const decision = decideRestart(deaths, nowMs, POLICY);
      const recent = deaths.filter((atMs) => nowMs - atMs < POLICY.windowMs);
      expect(decision).toEqual(decideRestart(recent, nowMs, POLICY));
      expect(decision.kind === "give-up").toBe(recent.length > POLICY.limit);
      if (decision.kind === "restart") {
        expect(decision.delayMs).toBeGreaterThanOrEqual(POLICY.firstDelayMs);
        expect(decision.delayMs).toBeLessThanOrEqual(POLICY.longestDelayMs);
      }
    },
  );
});
