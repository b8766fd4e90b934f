import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { ControllerClock } from "../../../probe/deliver/controller-clock.ts";
import { type ClockEstimate, sharedNowMs } from "../../../probe/failover/run-clock.ts";

const EPOCH_MS = 1_790_000_000_000;
const delays = fc.record({
  there: fc.integer({ min: 0, max: 400 }),
  within: fc.integer({ min: 0, max: 50 }),
  back: fc.integer({ min: 0, max: 400 }),
});

/** A probe's monotonic and wall clock, and exchanges with a controller that is ahead of the latter. */
function scene(aheadMs: number) {
  let nowMs = 5_000;
  let wallMinusMonotonicMs = EPOCH_MS;
  const clock = new ControllerClock(
    () => nowMs,
    () => nowMs + wallMinusMonotonicMs,
  );
  const controllerMs = () => nowMs + EPOCH_MS + aheadMs;
  return {
    clock,
    pass(ms: number) {
      nowMs += ms;
    },
    step(ms: number) {
      wallMinusMonotonicMs += ms;
    },
    exchange({ there, within, back }: { there: number; within: number; back: number }) {
      const calledAtMs = nowMs;
      nowMs += there;
      const receivedAtMs = controllerMs();
      nowMs += within;
      const sentAtMs = controllerMs();
      nowMs += back;
      clock.note({ calledAtMs, answeredAtMs: nowMs }, { receivedAtMs, sentAtMs });
    },
  };
}

describe("probe/deliver/controller-clock", () => {
  test.prop([
    fc.integer({ min: -1e7, max: 1e7 }),
    fc.array(delays, { minLength: 1, maxLength: 8 }),
  ])(
    "is wrong by at most half the shortest delay among the recent exchanges",
    (aheadMs, exchanges) => {
      const { clock, exchange } = scene(aheadMs);
      for (const each of exchanges) exchange(each);
      const shortestMs = Math.min(...exchanges.map(({ there, back }) => there + back));
      const { clockOffsetMs = Number.NaN } = clock.read();
      expect(Math.abs(clockOffsetMs - aheadMs)).toBeLessThanOrEqual(shortestMs / 2);
    },
  );

  it("knows nothing before the first exchange, nor from a controller that sends no times", () => {
    const { clock } = scene(0);
    clock.note({ calledAtMs: 1, answeredAtMs: 2 }, {});
    expect(clock.read()).toEqual({});
  });

  it("tells the age, and forgets an exchange after eight others", () => {
    const { clock, exchange, pass } = scene(70);
    exchange({ there: 0, within: 0, back: 0 });
    pass(30_000);
    expect(clock.read()).toEqual({ clockOffsetMs: 70, clockAgeS: 30 });
    for (let times = 0; times < 8; times += 1) exchange({ there: 10, within: 5, back: 0 });
    expect(clock.read()).toEqual({ clockOffsetMs: 75, clockAgeS: 0 });
  });

  it("shows a step of the wall clock at once", () => {
    const { clock, exchange, step } = scene(0);
    exchange({ there: 1, within: 1, back: 1 });
    step(5_000);
    expect(clock.read().clockOffsetMs).toBe(-5_000);
  });

  it("tells what it knows in the time that threads share, and what it may be wrong by", () => {
    const clock = new ControllerClock();
    const estimates: ClockEstimate[] = [];
    clock.follow((estimate) => void estimates.push(estimate));
    const calledAtMs = performance.now();
    const stamps = { receivedAtMs: EPOCH_MS + 20, sentAtMs: EPOCH_MS + 25 };
    clock.note({ calledAtMs, answeredAtMs: calledAtMs + 45 }, stamps);
    const [estimate] = estimates;
    // 20 ms there and 20 ms back around 5 ms within: half the way, and what the stamps leave out.
    expect(estimate?.errorMs).toBeCloseTo(21);
    const sharedAheadMs = sharedNowMs() - performance.now();
    const atCallMs = calledAtMs + sharedAheadMs + (estimate?.controllerMinusMonotonicMs ?? 0);
    expect(Math.abs(atCallMs - EPOCH_MS)).toBeLessThan(1);
  });
});
