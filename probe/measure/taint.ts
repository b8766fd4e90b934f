/** A stretch of monotonic time. */
export interface TimeWindow {
  startMs: number;
  endMs: number;
}

/** A stretch in which an answer was waited for, up to the moment when it was read. */
export interface Wait extends TimeWindow {
  /** For how much of it the thread did something else than wait for events; absent where it was not looked at. */
  busyMs?: number;
}

/** A stretch in which the thread stood still. */
export interface Stall extends TimeWindow {
  /** For how much of it the thread computed; it was not woken in the rest, and in all where nothing is said. */
  busyMs?: number;
}

/**
 * An uncertainty up to this is accepted in any sample, in microseconds. Flat, and not 5 % of long times
 * as well: of the samples that are wrong by more than 1 ms 95 % have to be marked, and at 100 ms a
 * share of the time would let errors of up to 5 ms pass, as much as the difference between two ways
 * into a service that a recommendation may rest on. Tainted samples are spared easily: their time is
 * left out, and they still count as answered.
 */
const ACCEPTED_UNCERTAINTY_US = 1_000;

/** Whether a time that is uncertain by so much is not to be used. */
export function isTainted(uncertaintyUs: number): boolean {
  return uncertaintyUs > ACCEPTED_UNCERTAINTY_US;
}

/**
 * How much of a measured time may be delay of this process instead: a reply may have waited in the
 * socket because the thread stood still right before it was read. The time is never too short, and too
 * long by this at most. Where in a beat the thread computed is not known; but what it did before it asked
 * has kept no answer waiting, so a wait that says for how long it computed is not doubted beyond that.
 *
 * @param waits from the question to the moment when its reply was read
 * @param stalls when the process stood still, in order of time
 * @param settleMs a stall that ended longer before the reading than this cannot have delayed it: the
 *   event loop has looked at its sockets since
 * @returns whole microseconds, 0 when nothing stood still; the parts of one time add up
 */
export function uncertaintyUs(
  waits: readonly Wait[],
  stalls: readonly Stall[],
  settleMs: number,
): number {
  const totalMs = waits.reduce((sum, wait) => sum + delayMs(wait, stalls, settleMs), 0);
  return Math.round(totalMs * 1_000);
}

/**
 * How much of the time that this side needed for arithmetic of its own it may not have had a processor.
 *
 * @returns whole microseconds
 */
export function interruptionUs(works: readonly TimeWindow[], stalls: readonly Stall[]): number {
  let totalMs = 0;
  for (const work of works) {
    for (const stall of stalls) {
      const startMs = Math.max(work.startMs, stall.startMs);
      const overlapMs = Math.min(work.endMs, stall.endMs) - startMs;
      const asleepMs = stall.endMs - stall.startMs - (stall.busyMs ?? 0);
      totalMs += Math.max(0, Math.min(overlapMs, asleepMs));
    }
  }
  return Math.round(totalMs * 1_000);
}

function delayMs(wait: Wait, stalls: readonly Stall[], settleMs: number): number {
  let sinceMs = wait.endMs;
  let delayedMs = 0;
  let asleepMs = 0;
  for (let at = stalls.length - 1; at >= 0; at -= 1) {
    const stall = stalls[at] as Stall;
    if (stall.startMs >= wait.endMs) continue;
    // Stalls that follow each other without a calm stretch between them count as one.
    if (stall.endMs < sinceMs - settleMs || stall.endMs <= wait.startMs) break;
    sinceMs = Math.min(sinceMs, stall.startMs);
    delayedMs = wait.endMs - Math.max(wait.startMs, sinceMs);
    asleepMs += stall.endMs - stall.startMs - (stall.busyMs ?? 0);
  }
  return wait.busyMs === undefined ? delayedMs : Math.min(delayedMs, wait.busyMs + asleepMs);
}
