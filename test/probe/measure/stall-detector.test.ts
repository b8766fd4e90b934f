import { describe, expect, it } from "vitest";
import { StallDetector } from "../../../probe/measure/stall-detector.ts";

function detectorAt() {
  let nowMs = 0;
  let waitedMs = 0;
  let queuedMs = 0;
  const detector = new StallDetector(() => ({ atMs: nowMs, waitedMs, queuedMs }));
  const lengths: number[] = [];
  detector.onStall((lengthMs) => lengths.push(lengthMs));
  /** Time goes by: the loop waits for events in all of it but the last `busyMs`. */
  function passUntil(atMs: number, busyMs: number): void {
    waitedMs += atMs - nowMs - busyMs;
    nowMs = atMs;
  }
  return {
    detector,
    lengths,
    passUntil,
    queueFor(ms: number) {
      queuedMs += ms;
    },
    beatAt(atMs: number, busyMs = 0) {
      passUntil(atMs, busyMs);
      detector.beat();
    },
  };
}

describe("probe/measure/stall-detector", () => {
  it("keeps the stretch in which the thread computed", () => {
    const { detector, lengths, beatAt } = detectorAt();
    beatAt(2);
    beatAt(4.5);
    beatAt(7);
    beatAt(32, 25);
    beatAt(34);
    expect(detector.recent()).toEqual([{ startMs: 7, endMs: 32, busyMs: 25 }]);
    expect(lengths).toEqual([25]);
  });

  it("notices a thread that computed between two punctual beats", () => {
    const { detector, beatAt } = detectorAt();
    beatAt(2);
    beatAt(4, 0.9);
    beatAt(6, 1.5);
    expect(detector.recent()).toEqual([{ startMs: 4.5, endMs: 6, busyMs: 1.5 }]);
  });

  it("notices a thread that was ready to read and had no processor", () => {
    const { detector, beatAt, queueFor } = detectorAt();
    beatAt(2);
    queueFor(0.9);
    beatAt(4);
    queueFor(0.7);
    beatAt(6, 0.5);
    expect(detector.recent()).toMatchObject([{ startMs: 4.8, endMs: 6, busyMs: 0.5 }]);
    // What it waited for after it computed is in both counts, and no longer than the time that went by.
    queueFor(2.5);
    beatAt(8, 2);
    expect(detector.recent().at(-1)).toEqual({ startMs: 6, endMs: 8, busyMs: 2 });
  });

  it("keeps the lateness of a thread that was not woken", () => {
    const { detector, beatAt } = detectorAt();
    beatAt(2);
    beatAt(10);
    expect(detector.recent()).toEqual([{ startMs: 4, endMs: 10, busyMs: 0 }]);
  });

  it("includes the stall that is going on before the next beat has come", () => {
    const { detector, beatAt, passUntil } = detectorAt();
    beatAt(2);
    passUntil(4, 0);
    expect(detector.recent()).toEqual([]);
    passUntil(12, 8);
    expect(detector.recent()).toEqual([{ startMs: 4, endMs: 12, busyMs: 8 }]);
  });

  it("notices a thread that is kept busy", async () => {
    const detector = new StallDetector();
    detector.start();
    await new Promise((resolve) => setTimeout(resolve, 20));
    const untilMs = performance.now() + 30;
    while (performance.now() < untilMs);
    const lengths = detector.recent().map(({ startMs, endMs }) => endMs - startMs);
    detector.stop();
    expect(Math.max(...lengths)).toBeGreaterThanOrEqual(28);
  });
});
