/** What is known of the controller's clock at some moment. */
export interface ClockEstimate {
  /** Controller's epoch time minus the monotonic time that all threads of the process share. */
  controllerMinusMonotonicMs: number;
  /** What that is wrong by at most. */
  errorMs: number;
  /** When that held, in monotonic time. */
  atMs: number;
}

/** What two clocks drift apart by at most, as NTP assumes (RFC 5905 §7.3, PHI). */
const DRIFT_RATIO = 15e-6;

/** Monotonic milliseconds that all threads of the process share; `performance.now` has an origin in each. */
export function sharedNowMs(): number {
  return Number(process.hrtime.bigint()) / 1_000_000;
}

/**
 * The controller's time in a failover test. Which time it is at the start holds for the whole run, so that
 * no correction tears a hole into it; how far that has turned out to be off is told with what was seen.
 */
export class RunClock {
  readonly #estimate: () => ClockEstimate | null;
  readonly #nowMs: () => number;
  readonly #controllerMinusMonotonicMs: number;

  /**
   * @param estimate the newest one; without any, this machine's clock is taken
   * @param epochMs this machine's clock
   */
  constructor(
    estimate: () => ClockEstimate | null,
    nowMs: () => number = sharedNowMs,
    epochMs: () => number = Date.now,
  ) {
    this.#estimate = estimate;
    this.#nowMs = nowMs;
    this.#controllerMinusMonotonicMs =
      estimate()?.controllerMinusMonotonicMs ?? epochMs() - nowMs();
  }

  /** Epoch microseconds of this moment by the controller's clock. */
  nowUs(): number {
    return Math.round((this.#nowMs() + this.#controllerMinusMonotonicMs) * 1_000);
  }

  /** What all times told may be wrong by, in microseconds; null while nothing is known of the controller's clock. */
  errorUs(): number | null {
    const estimate = this.#estimate();
    if (estimate === null) return null;
    const { controllerMinusMonotonicMs, errorMs, atMs } = estimate;
    const offMs = Math.abs(this.#controllerMinusMonotonicMs - controllerMinusMonotonicMs);
    const driftMs = DRIFT_RATIO * Math.max(0, this.#nowMs() - atMs);
    return Math.ceil((offMs + errorMs + driftMs) * 1_000);
  }
}
