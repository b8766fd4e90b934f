import { constructorFromBucketSize } from "hdr-histogram-js/dist/JsHistogramFactory.js";
import type { SparseBins } from "../contract/histogram.ts";
import { HISTOGRAM } from "../contract/histogram-shape.ts";

// Only the bin arithmetic is used, so only that part of the library is loaded; counts stay in a map
// that is as small as the data.
const Histogram = constructorFromBucketSize(32);
const shape = new Histogram(HISTOGRAM.lowestUs, HISTOGRAM.highestUs, HISTOGRAM.significantDigits);

/**
 * The bin of the shared histogram shape that a time in microseconds belongs to. Times above the
 * highest value belong to the bin of the highest value.
 */
export function binOf(valueUs: number): number {
  const clampedUs = Math.min(Math.max(valueUs, HISTOGRAM.lowestUs), HISTOGRAM.highestUs);
  return shape.countsArrayIndex(clampedUs);
}

/** A time in microseconds in the middle of a bin of the shared histogram shape. */
export function middleOfBinUs(bin: number): number {
  return shape.medianEquivalentValue(shape.valueFromIndex(bin));
}

/**
 * Times in microseconds counted in HdrHistogram's bins. A live HdrHistogram of this shape takes 11 kB
 * whether it holds one value or a million; the map takes what its few occupied bins need.
 */
export class SparseHistogram {
  readonly #counts = new Map<number, number>();
  #total = 0;
  #minUs = Number.POSITIVE_INFINITY;
  #maxUs = Number.NEGATIVE_INFINITY;

  /** Counts one time, a whole number of microseconds. */
  record(valueUs: number): void {
    const bin = binOf(valueUs);
    this.#counts.set(bin, (this.#counts.get(bin) ?? 0) + 1);
    this.#total += 1;
    this.#minUs = Math.min(this.#minUs, valueUs);
    this.#maxUs = Math.max(this.#maxUs, valueUs);
  }

  /** How many values were recorded. */
  get count(): number {
    return this.#total;
  }

  /** Smallest value recorded, exactly; null without values. */
  get minUs(): number | null {
    return this.#counts.size === 0 ? null : this.#minUs;
  }

  /** Largest value recorded, exactly; null without values. */
  get maxUs(): number | null {
    return this.#counts.size === 0 ? null : this.#maxUs;
  }

  /** The occupied bins in wire form. */
  toBins(): SparseBins {
    const occupied = [...this.#counts].sort(([left], [right]) => left - right);
    const bins: number[] = [];
    let before = 0;
    for (const [bin, count] of occupied) {
      bins.push(bin - before, count);
      before = bin;
    }
    return bins;
  }

  /**
   * The time that `ratio` of all values do not exceed (nearest rank), as the highest value of its bin
   * and never above the largest value recorded; null without values.
   */
  quantileUs(ratio: number): number | null {
    return this.atRankUs(Math.max(1, Math.ceil(ratio * this.#total)));
  }

  /** The same for the value that `rank` − 1 others come before in order of length. */
  atRankUs(rank: number): number | null {
    if (this.#counts.size === 0) return null;
    const occupied = [...this.#counts].sort(([left], [right]) => left - right);
    let seen = 0;
    for (const [bin, count] of occupied) {
      seen += count;
      if (seen >= rank) {
        const highestUs = shape.highestEquivalentValue(shape.valueFromIndex(bin));
        return Math.min(highestUs, this.#maxUs);
      }
    }
    return this.#maxUs;
  }
}
