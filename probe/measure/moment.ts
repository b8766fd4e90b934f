import type { Wait } from "./taint.ts";

/** A look at this thread. */
export interface Moment {
  /** Monotonic milliseconds. */
  atMs: number;
  /** For how long the thread's loop had waited for events by then. */
  waitedMs: number;
}

/** This moment, of the calling thread. */
export function lookNow(): Moment {
  return { atMs: performance.now(), waitedMs: performance.nodeTiming.idleTime };
}

/** The stretch between two moments, and how much of it the thread spent on something else than waiting. */
export function waitBetween(from: Moment, to: Moment): Wait {
  const busyMs = to.atMs - from.atMs - (to.waitedMs - from.waitedMs);
  return { startMs: from.atMs, endMs: to.atMs, busyMs: Math.max(0, busyMs) };
}
