import { DeadlineHeap } from "./deadline-heap.ts";

/** Time and waiting, so that the queue can be driven by hand. */
export interface Timing {
  /** Monotonic time in µs. */
  nowUs(): number;
  /** Calls back after whole milliseconds, possibly later; the result cancels it. */
  afterMs(ms: number, wake: () => void): () => void;
  /** Calls back after everything that is ready now; the result cancels it. */
  soon(wake: () => void): () => void;
}

export const REAL_TIMING: Timing = {
  nowUs: () => performance.now() * 1_000,
  afterMs: (ms, wake) => {
    const timer = setTimeout(wake, ms);
    return () => clearTimeout(timer);
  },
  soon: (wake) => {
    const immediate = setImmediate(wake);
    return () => clearImmediate(immediate);
  },
};

/** How well deadlines are kept: `exact` to some 10 µs, `coarse` to the millisecond of a timer. */
export type Precision = "exact" | "coarse";

/** How long before an exact deadline the timer is asked to fire, because timers fire late. */
const WAKE_EARLY_US = 200;

/**
 * Runs actions at their deadlines, never before, in order. Node's timers count whole milliseconds, so
 * the last part of the way to an exact deadline is spent in turns of the event loop (setImmediate),
 * which leaves sockets being read. One queue serves everybody: however many deadlines wait, there is
 * one timer and one spin.
 */
export class DeadlineQueue {
  private readonly heap = new DeadlineHeap();
  private cancelWake: (() => void) | undefined;
  private wakeForUs = Number.POSITIVE_INFINITY;
  private readonly precision: Precision;
  private readonly timing: Timing;

  constructor(precision: Precision, timing: Timing = REAL_TIMING) {
    this.precision = precision;
    this.timing = timing;
  }

  /** Runs an action at `atUs` of the queue's clock, or with the next turn when that has passed. */
  at(atUs: number, run: () => void): void {
    this.heap.add(atUs, run);
    if (atUs < this.wakeForUs) this.arm();
  }

  /** Forgets everything that waits. */
  close(): void {
    this.heap.clear();
    this.cancelWake?.();
    this.cancelWake = undefined;
    this.wakeForUs = Number.POSITIVE_INFINITY;
  }

  private arm(): void {
    this.cancelWake?.();
    this.cancelWake = undefined;
    const next = this.heap.first;
    this.wakeForUs = next?.atUs ?? Number.POSITIVE_INFINITY;
    if (next === undefined) return;
    const wake = () => this.runDue();
    const waitMs = this.waitMs(next.atUs - this.timing.nowUs());
    this.cancelWake = waitMs > 0 ? this.timing.afterMs(waitMs, wake) : this.timing.soon(wake);
  }

  private waitMs(remainingUs: number): number {
    return this.precision === "exact"
      ? Math.floor((remainingUs - WAKE_EARLY_US) / 1_000)
      : Math.ceil(remainingUs / 1_000);
  }

  private runDue(): void {
    try {
      for (;;) {
        const next = this.heap.first;
        if (next === undefined || next.atUs > this.timing.nowUs()) return;
        this.heap.takeFirst();
        next.run();
      }
    } finally {
      this.arm();
    }
  }
}
