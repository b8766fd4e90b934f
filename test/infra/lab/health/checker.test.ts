import { describe, expect, it } from "vitest";
import { Checker, type CheckerOptions } from "../../../../infra/lab/health/checker.ts";
import { type SimulatedClock, simulatedClock } from "./simulated-clock.ts";

const INTERVAL_MS = 10_000;
const ANSWER_MS = 4_000;

/** A checker of an endpoint that answers after a while, and the times of its calls. */
function checkerOf(clock: SimulatedClock, more: Partial<CheckerOptions>, answers: boolean[] = []) {
  const calls: number[] = [];
  const checker = new Checker({
    clock,
    intervalMs: INTERVAL_MS,
    failureThreshold: 2,
    initialStatus: true,
    phase: 0,
    probe: () => {
      calls.push(clock.nowMs());
      const ok = answers.shift() ?? true;
      return new Promise((done) => {
        clock.after(ANSWER_MS, () => done({ ok, reason: "", tookLabMs: ANSWER_MS }));
      });
    },
    onTurn: () => undefined,
    ...more,
  });
  return { checker, calls };
}

describe("infra/lab/health/checker", () => {
  it.each([
    ["from-answer", [0, 14_000, 28_000]],
    ["from-call", [0, 10_000, 20_000]],
  ] as const)("keeps the interval %s", async (rhythm, expected) => {
    const clock = simulatedClock();
    const { calls } = checkerOf(clock, { rhythm });
    await clock.runTo(29_000);
    expect(calls).toEqual(expected);
  });

  it("calls again at once when an answer took longer than the interval", async () => {
    const clock = simulatedClock();
    const { calls } = checkerOf(clock, { rhythm: "from-call", intervalMs: 3_000 });
    await clock.runTo(9_000);
    expect(calls).toEqual([0, 4_000, 8_000]);
  });

  it("takes an endpoint for what it is begun with", async () => {
    const clock = simulatedClock();
    const { checker } = checkerOf(clock, {}, [false, false]);
    expect(checker.status).toBe(true);
    await clock.runTo(30_000);
    expect([checker.status, checker.isHealthy]).toEqual([false, false]);
  });

  it("knows nothing before a row of equal answers where it is begun so", async () => {
    const clock = simulatedClock();
    const { checker } = checkerOf(clock, { initialStatus: "unknown" }, [true, false, true, true]);
    await clock.runTo(40_000);
    expect([checker.status, checker.isHealthy]).toEqual([undefined, false]);
    await clock.runTo(50_000);
    expect([checker.status, checker.isHealthy]).toEqual([true, true]);
  });
});
