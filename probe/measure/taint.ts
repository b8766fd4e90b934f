/** A stretch of monotonic time. */
export interface TimeWindow {
  startMs: number;
  endMs: number;
}

/** An error up to this long is accepted in any sample. */
const ACCEPTED_ERROR_MS = 1;

/**
 * True when a reply may have waited in the socket for longer than is acceptable, because the process
 * stood still right before it was read: the error is at most the overlap of both.
 *
 * @param waits per timed part, from its start to the moment its reply was read
 * @param stalls when the process stood still, in order of time
 * @param settleMs a stall that ended longer before the reading than this cannot have delayed it: the
 *   event loop has looked at its sockets since
 */
export function isTainted(
  waits: readonly TimeWindow[],
  stalls: readonly TimeWindow[],
  settleMs: number,
): boolean {
  return waits.some((wait) => delayMs(wait, stalls, settleMs) > ACCEPTED_ERROR_MS);
}

function delayMs(wait: TimeWindow, stalls: readonly TimeWindow[], settleMs: number): number {
  let sinceMs = wait.endMs;
  let delayedMs = 0;
  for (let at = stalls.length - 1; at >= 0; at -= 1) {
    const stall = stalls[at] as TimeWindow;
    if (stall.startMs >= wait.endMs) continue;
    // Stalls that follow each other without a calm stretch between them count as one.
    if (stall.endMs < sinceMs - settleMs || stall.endMs <= wait.startMs) break;
    sinceMs = Math.min(sinceMs, stall.startMs);
    delayedMs = wait.endMs - Math.max(wait.startMs, sinceMs);
  }
  return delayedMs;
}
