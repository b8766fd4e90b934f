import { fc, it } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { DeadlineQueue, type Timing } from "../../../../infra/lab/delay/deadline-queue.ts";

/** Time that passes only when the queue waits: timers fire late by up to a millisecond. */
function handTime(lateUs: number, turnUs: number) {
  let nowUs = 0;
  let pending: (() => void) | undefined;
  let timers = 0;
  let turns = 0;
  const wait = (us: number, wake: () => void) => {
    pending = () => {
      nowUs += us;
      wake();
    };
    return () => {
      pending = undefined;
    };
  };
  const timing: Timing = {
    nowUs: () => nowUs,
    afterMs: (ms, wake) => {
      timers++;
      return wait(ms * 1_000 + lateUs, wake);
    },
    soon: (wake) => {
      turns++;
      return wait(turnUs, wake);
    },
  };
  const passAll = () => {
    while (pending !== undefined) {
      const fire = pending;
      pending = undefined;
      fire();
    }
  };
  return { timing, passAll, waits: () => ({ timers, turns }), isIdle: () => pending === undefined };
}

const deadlines = fc.array(fc.integer({ min: 0, max: 400_000 }), { minLength: 1, maxLength: 50 });

describe("infra/lab/delay/deadline-queue", () => {
  it.prop([deadlines, fc.integer({ min: 0, max: 150 }), fc.integer({ min: 2, max: 40 })])(
    "keeps exact deadlines to one turn of the loop, in order, never early",
    (times, lateUs, turnUs) => {
      const { timing, passAll } = handTime(lateUs, turnUs);
      const queue = new DeadlineQueue("exact", timing);
      const ran: number[] = [];
      for (const atUs of times) {
        queue.at(atUs, () => {
          ran.push(atUs);
          expect(timing.nowUs()).toBeGreaterThanOrEqual(atUs);
          expect(timing.nowUs() - atUs).toBeLessThanOrEqual(turnUs);
        });
      }
      passAll();
      expect(ran).toEqual(times.toSorted((a, b) => a - b));
    },
  );

  it.prop([deadlines])("keeps coarse deadlines to a millisecond without spinning", (times) => {
    const { timing, passAll, waits } = handTime(0, 5);
    const queue = new DeadlineQueue("coarse", timing);
    let ran = 0;
    for (const atUs of times) {
      queue.at(atUs, () => {
        ran++;
        expect(timing.nowUs()).toBeGreaterThanOrEqual(atUs);
        expect(timing.nowUs() - atUs).toBeLessThan(1_000);
      });
    }
    passAll();
    expect(ran).toBe(times.length);
    // Only what is due already takes a turn of the loop.
    expect(waits().turns).toBeLessThanOrEqual(times.filter((atUs) => atUs === 0).length);
  });

  it("sleeps through the long part of the way", () => {
    const { timing, passAll, waits } = handTime(50, 5);
    new DeadlineQueue("exact", timing).at(100_300, () => undefined);
    passAll();
    expect(waits().timers).toBe(1);
    expect(waits().turns).toBeLessThanOrEqual(60);
  });

  it("runs what is added while it runs", () => {
    const { timing, passAll } = handTime(0, 5);
    const queue = new DeadlineQueue("exact", timing);
    const ran: string[] = [];
    queue.at(5_000, () => {
      ran.push("first");
      queue.at(3_000, () => ran.push("overdue"));
      queue.at(9_000, () => ran.push("later"));
    });
    passAll();
    expect(ran).toEqual(["first", "overdue", "later"]);
  });

  it("goes on after an action that fails", () => {
    const { timing, passAll } = handTime(0, 5);
    const queue = new DeadlineQueue("exact", timing);
    let ran = false;
    queue.at(1_000, () => {
      throw new Error("broken");
    });
    queue.at(2_000, () => {
      ran = true;
    });
    expect(passAll).toThrow("broken");
    passAll();
    expect(ran).toBe(true);
  });

  it("waits for nothing once closed", () => {
    const { timing, isIdle } = handTime(0, 5);
    const queue = new DeadlineQueue("exact", timing);
    queue.at(1_000, () => expect.unreachable());
    queue.close();
    expect(isIdle()).toBe(true);
  });
});
