import { describe, expect, it } from "vitest";
import { type ClockEstimate, RunClock } from "../../../probe/failover/run-clock.ts";

function clockAt(first: ClockEstimate | null) {
  const known = { estimate: first, nowMs: 5_000 };
  const clock = new RunClock(
    () => known.estimate,
    () => known.nowMs,
    () => 1_000_000,
  );
  return { clock, known };
}

describe("probe/failover/run-clock", () => {
  it("tells the controller's time, and what it may be wrong by", () => {
    const { clock, known } = clockAt({
      controllerMinusMonotonicMs: 2_000,
      errorMs: 3,
      atMs: 5_000,
    });
    expect(clock.nowUs()).toBe(7_000_000);
    expect(clock.errorUs()).toBe(3_000);
    // An estimate that grows old is worth less: 15 millionths of an hour are 54 ms.
    known.nowMs += 3_600_000;
    expect(clock.nowUs()).toBe(3_607_000_000);
    expect(clock.errorUs()).toBe(57_000);
  });

  it("keeps its time when another becomes known, and tells the difference", () => {
    const { clock, known } = clockAt({
      controllerMinusMonotonicMs: 2_000,
      errorMs: 3,
      atMs: 5_000,
    });
    known.estimate = { controllerMinusMonotonicMs: 1_990, errorMs: 1, atMs: 5_000 };
    expect(clock.nowUs()).toBe(7_000_000);
    expect(clock.errorUs()).toBe(11_000);
  });

  it("takes this machine's clock where nothing is known, and knows no error until it is", () => {
    const { clock, known } = clockAt(null);
    expect(clock.nowUs()).toBe(1_000_000_000);
    expect(clock.errorUs()).toBeNull();
    known.estimate = { controllerMinusMonotonicMs: 995_400, errorMs: 0.5, atMs: 5_000 };
    expect(clock.nowUs()).toBe(1_000_000_000);
    expect(clock.errorUs()).toBe(400_500);
  });
});
