const RESYNC_MS = 60_000;

/** Where durations and times of day come from. */
export interface Clock {
  /** Monotonic milliseconds with fractions, since an arbitrary origin of this thread. */
  nowMs(): number;
  /** Epoch milliseconds of a monotonic time. */
  wallMs(monotonicMs: number): number;
}

/**
 * A monotonic clock with an anchor in wall time. The anchor is set again every minute, so that a
 * corrected system clock corrects the time of day of later samples and never a duration.
 */
export function createClock(
  monotonicMs: () => number = () => performance.now(),
  epochMs: () => number = Date.now,
): Clock {
  let anchoredAtMs = monotonicMs();
  let offsetMs = epochMs() - anchoredAtMs;
  return {
    nowMs: monotonicMs,
    wallMs(atMs) {
      const nowMs = monotonicMs();
      if (nowMs - anchoredAtMs > RESYNC_MS) {
        anchoredAtMs = nowMs;
        offsetMs = epochMs() - nowMs;
      }
      return Math.round(atMs + offsetMs);
    },
  };
}
