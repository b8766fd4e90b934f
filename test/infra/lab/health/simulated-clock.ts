import type { LabClock } from "../../../../infra/lab/clock.ts";
import { DeadlineHeap } from "../../../../infra/lab/delay/deadline-heap.ts";

/** A clock that nothing moves but the test, from 0 on. */
export interface SimulatedClock extends LabClock {
  /** Runs everything that is due up to a time, and what that sets off. */
  runTo(atMs: number): Promise<void>;
}

/** Enough turns for what a timer sets off to come to its next wait. */
const TURNS = 8;

async function settle(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) await Promise.resolve();
}

export function simulatedClock(): SimulatedClock {
  const heap = new DeadlineHeap();
  let nowMs = 0;
  return {
    factor: 1,
    nowMs: () => nowMs,
    wallMs: (labMs) => labMs,
    after: (labMs, run) => {
      let calledOff = false;
      heap.add((nowMs + Math.max(0, labMs)) * 1_000, () => {
        if (!calledOff) run();
      });
      return () => {
        calledOff = true;
      };
    },
    close: () => heap.clear(),
    runTo: async (atMs) => {
      for (;;) {
        const first = heap.first;
        if (first === undefined || first.atUs > atMs * 1_000) break;
        heap.takeFirst();
        nowMs = Math.max(nowMs, first.atUs / 1_000);
        first.run();
        await settle();
      }
      nowMs = atMs;
    },
  };
}
