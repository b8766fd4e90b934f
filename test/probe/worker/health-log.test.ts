import { describe, expect, it } from "vitest";
import type { Outcome } from "../../../probe/measure/outcome.ts";
import { StallDetector } from "../../../probe/measure/stall-detector.ts";
import { HealthLog } from "../../../probe/worker/health-log.ts";

function answer(uncertaintyUs: number): Outcome {
  const nothing = { phasesUs: {}, servedBy: null, address: "192.0.2.1", answers: [] };
  return { kind: "answer", rttUs: 9_000, uncertaintyUs, tainted: false, ...nothing };
}

/** A log on a detector whose time goes by as told: idle until `busyMs` before each beat. */
function logAt() {
  let nowMs = 0;
  let waitedMs = 0;
  const detector = new StallDetector(() => ({ atMs: nowMs, waitedMs, queuedMs: 0 }));
  const log = new HealthLog(detector);
  return {
    log,
    beatAfter(passedMs: number, busyMs = 0) {
      nowMs += passedMs;
      waitedMs += passedMs - busyMs;
      detector.beat();
    },
  };
}

describe("probe/worker/health-log", () => {
  it("says which share of what was due was started, and what the limits held back", () => {
    const { log } = logAt();
    expect(log.take()).not.toHaveProperty("runRatio");
    for (let at = 0; at < 6; at += 1) log.started(at === 5 ? 3 : 0.5);
    log.missed(1, "late");
    log.missed(3, "capped");
    expect(log.take()).toMatchObject({ runRatio: 0.6, cappedAttempts: 3, latenessP99Us: 3_000 });
    log.missed(2, "late");
    expect(log.take()).toMatchObject({ runRatio: 0, cappedAttempts: 0, latenessP99Us: 0 });
  });

  it("is 0 all over while nothing stands still", () => {
    const { log, beatAfter } = logAt();
    for (let at = 0; at < 500; at += 1) beatAfter(2);
    log.ended(answer(0));
    const calm = { stalls: 0, longestStallUs: 0, uncertaintyP99Us: 0, loopDelayP99Us: 0 };
    expect(log.take()).toMatchObject(calm);
  });

  it("tells how long events wait, not how few beats came late", () => {
    const { log, beatAfter } = logAt();
    // A second in which the thread computes for 25 ms in every 100: few of its beats come late.
    for (let round = 0; round < 10; round += 1) {
      for (let at = 0; at < 37; at += 1) beatAfter(2);
      beatAfter(26, 25);
    }
    const { stalls, longestStallUs, loopDelayP99Us = 0 } = log.take();
    expect([stalls, longestStallUs]).toEqual([10, 25_000]);
    expect(loopDelayP99Us).toBeGreaterThanOrEqual(22_000);
    expect(loopDelayP99Us).toBeLessThanOrEqual(24_500);
  });

  it("is not kept busy by a stall of minutes", () => {
    const { log, beatAfter } = logAt();
    beatAfter(600_000, 600_000);
    expect(log.take()).toMatchObject({ longestStallUs: 600_000_000 });
  });

  it("tells how uncertain the answers are", () => {
    const { log } = logAt();
    for (let at = 0; at < 99; at += 1) log.ended(answer(0));
    log.ended(answer(5_000));
    log.ended({ kind: "lost", detail: "no answer" });
    expect(log.take().uncertaintyP99Us).toBe(0);
    log.ended(answer(5_000));
    expect(log.take().uncertaintyP99Us).toBe(5_000);
  });
});
