import { type IntervalHistogram, monitorEventLoopDelay } from "node:perf_hooks";

/** Coarse, so that watching wakes the thread ten times a second and no more. */
const RESOLUTION_MS = 100;
/** Values are gathered for so long before a percentile of them is replaced by a newer one. */
const PERIOD_MS = 15_000;

/** The part of Node's histogram that is needed: nanoseconds from one look at the loop to the next. */
type LoopHistogram = Pick<IntervalHistogram, "count" | "percentile" | "reset">;

/**
 * How long events wait in the main thread. Several vantages read it, each in its own time: none of them
 * takes the values of the others away.
 */
export class MainLoopDelay {
  readonly #histogram: LoopHistogram;
  readonly #nowMs: () => number;
  #sinceMs: number;
  #beforeUs = 0;

  constructor(
    histogram: LoopHistogram = startHistogram(),
    nowMs: () => number = () => performance.now(),
  ) {
    this.#histogram = histogram;
    this.#nowMs = nowMs;
    this.#sinceMs = nowMs();
  }

  /** What 99 % of the looks at the loop were late by at most in the last 15 to 30 seconds. */
  p99Us(): number {
    const presentUs = this.#presentUs();
    const told = Math.max(presentUs, this.#beforeUs);
    if (this.#nowMs() - this.#sinceMs >= PERIOD_MS) {
      this.#sinceMs = this.#nowMs();
      this.#beforeUs = presentUs;
      this.#histogram.reset();
    }
    return told;
  }

  #presentUs(): number {
    if (this.#histogram.count === 0) return 0;
    const lateUs = this.#histogram.percentile(99) / 1_000 - RESOLUTION_MS * 1_000;
    return Math.max(0, Math.round(lateUs));
  }
}

function startHistogram(): IntervalHistogram {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  return histogram;
}
