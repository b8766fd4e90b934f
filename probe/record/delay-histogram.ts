import { SparseHistogram } from "./sparse-histogram.ts";

/**
 * Delays in microseconds, most of which are none: those are counted apart, because the histogram's
 * lowest bin is 1 µs.
 */
export class DelayHistogram {
  readonly #delays = new SparseHistogram();
  #none = 0;

  /** Counts one delay, a whole number of microseconds. */
  record(delayUs: number): void {
    if (delayUs <= 0) this.#none += 1;
    else this.#delays.record(delayUs);
  }

  /** How many there are, none or not. */
  get count(): number {
    return this.#none + this.#delays.count;
  }

  /** The delay that `ratio` of all do not exceed (nearest rank); null without any. */
  quantileUs(ratio: number): number | null {
    const rank = Math.max(1, Math.ceil(ratio * this.count));
    if (this.count === 0) return null;
    return rank <= this.#none ? 0 : this.#delays.atRankUs(rank - this.#none);
  }
}
