import { describe, expect, it } from "vitest";
import { type GridEffects, runGrid } from "../../../probe/schedule/run-grid.ts";

/** A clock that only moves when it is told to, and runs what falls due on the way. */
function fakeTime() {
  let nowMs = 0;
  const timers = new Set<{ dueMs: number; task: () => void }>();
  const effects: GridEffects = {
    nowMs: () => nowMs,
    after(delayMs, task) {
      const timer = { dueMs: nowMs + Math.max(0, delayMs), task };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    random: () => 0,
  };
  return {
    effects,
    timers,
    /** Runs all timers up to `untilMs` at their time. */
    runTo(untilMs: number) {
      for (;;) {
        const next = [...timers].sort((left, right) => left.dueMs - right.dueMs)[0];
        if (next === undefined || next.dueMs > untilMs) break;
        timers.delete(next);
        nowMs = Math.max(nowMs, next.dueMs);
        next.task();
      }
      nowMs = untilMs;
    },
    /** The thread stands still: time passes, nothing runs. */
    freezeTo(untilMs: number) {
      nowMs = untilMs;
    },
  };
}

function record(time: ReturnType<typeof fakeTime>) {
  const started: { target: number; atMs: number }[] = [];
  const skipped: { target: number; slots: number }[] = [];
  return {
    started,
    skipped,
    events: {
      start: (target: number) => {
        started.push({ target, atMs: time.effects.nowMs() });
      },
      countSkipped: (target: number, slots: number) => {
        skipped.push({ target, slots });
      },
    },
  };
}

describe("probe/schedule/run-grid", () => {
  it("starts every target once per slot, whether or not earlier attempts have ended", () => {
    const time = fakeTime();
    const seen = record(time);
    const plan = { grid: { startMs: 10, intervalMs: 100 }, targets: 2, spreadMs: 40 };
    const stop = runGrid(plan, seen.events, time.effects);
    time.runTo(350);
    expect(seen.started.map(({ atMs }) => atMs)).toEqual([10, 30, 110, 130, 210, 230, 310, 330]);
    expect(seen.skipped).toEqual([]);
    stop();
    expect(time.timers.size).toBe(0);
  });

  it("counts slots missed in a freeze instead of starting them in a burst", () => {
    const time = fakeTime();
    const seen = record(time);
    const plan = { grid: { startMs: 0, intervalMs: 100 }, targets: 1, spreadMs: 0 };
    runGrid(plan, seen.events, time.effects);
    time.runTo(150);
    time.freezeTo(580);
    time.runTo(750);
    expect(seen.started.map(({ atMs }) => atMs)).toEqual([0, 100, 600, 700]);
    expect(seen.skipped).toEqual([{ target: 0, slots: 4 }]);
  });

  it("skips an attempt whose own moment within the spread is over", () => {
    const time = fakeTime();
    const seen = record(time);
    const plan = { grid: { startMs: 0, intervalMs: 100 }, targets: 2, spreadMs: 20 };
    runGrid(plan, seen.events, time.effects);
    time.runTo(5);
    time.freezeTo(90);
    time.runTo(95);
    expect(seen.started).toHaveLength(1);
    expect(seen.skipped).toHaveLength(1);
  });
});
