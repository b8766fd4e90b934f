import type { SparseBins } from "../../../probe/contract/histogram.ts";
import { HISTOGRAM_BINS } from "../../../probe/contract/histogram-shape.ts";

/** The values of one path and day, counted in the bins of the shared histogram. */
export class DayBins {
  readonly #counts = new Uint32Array(HISTOGRAM_BINS);
  #first = HISTOGRAM_BINS;
  #last = -1;

  add(bin: number, times: number): void {
    this.#counts[bin] = (this.#counts[bin] ?? 0) + times;
    if (bin < this.#first) this.#first = bin;
    if (bin > this.#last) this.#last = bin;
  }

  /** What was counted, in the form of the wire; the next day begins empty. */
  take(): SparseBins {
    const bins: number[] = [];
    let before = 0;
    for (let bin = this.#first; bin <= this.#last; bin += 1) {
      const count = this.#counts[bin] ?? 0;
      if (count === 0) continue;
      bins.push(bin - before, count);
      before = bin;
    }
    this.#counts.fill(0, this.#first, this.#last + 1);
    this.#first = HISTOGRAM_BINS;
    this.#last = -1;
    return bins;
  }
}
