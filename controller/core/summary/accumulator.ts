import type { FailureClass } from "../../../probe/contract/failure.ts";
import { HISTOGRAM_BINS } from "../../../probe/contract/histogram-shape.ts";
import { binOf } from "../histogram/latency-histogram.ts";
import { byteReader, StoredBytesError } from "../packed/byte-reader.ts";
import {
  FAILURE_CODES,
  FULL_NIBBLE,
  HEAD,
  LAYOUT,
  LAYOUT_SHIFT,
  NAME_HEAD,
  unzigzag,
} from "../packed/layout.ts";
import type { Bucket } from "./bucket.ts";
import { EMPTY_BUCKET } from "./bucket.ts";

/** Number of bins of a part that does not say it: they take the rest of it. */
const TO_THE_END = -1;

/** Adds packed buckets up. Meant to be kept: what it counts in is reused from sum to sum. */
export type Accumulator = {
  /**
   * Adds the buckets that are packed one behind the other between two places of a buffer, all of the
   * same span that begins at `startMs`. Answers how many minutes of the span hold a measurement.
   *
   * @throws StoredBytesError for bytes that this release did not write.
   */
  addPacked(bytes: Uint8Array, from: number, to: number, startMs: number): number;
  /** How many packed buckets have been added since the sum was taken last. */
  readonly parts: number;
  /** The sum since it was taken last; then begins anew. */
  take(): Bucket;
};

/**
 * Counts in a dense array as long as all bins, but looks only at the part of it that was touched. The
 * sum is the one that `mergeBuckets` makes of the same buckets.
 */
export function accumulator(): Accumulator {
  // Doubles count exactly up to 2^53; 32-bit integers would overflow in a busy bin of a long window.
  const counts = new Float64Array(HISTOGRAM_BINS);
  const failures = new Float64Array(FAILURE_CODES.length);
  const servedBy = new Map<string, number>();
  const reader = byteReader();
  let parts = 0;
  let lowestBin = HISTOGRAM_BINS;
  let highestBin = -1;
  let explained = 0;
  let lost = 0;
  let tainted = 0;
  let skipped = 0;
  let minUs = Number.POSITIVE_INFINITY;
  let maxUs = Number.NEGATIVE_INFINITY;
  let lastAtMs = Number.NEGATIVE_INFINITY;

  const addFailures = () => {
    for (let left = reader.varint(); left > 0; left -= 1) {
      const code = reader.byte();
      if (code >= failures.length)
        throw new StoredBytesError(`no class of failure has the code ${code}`);
      const count = reader.varint();
      failures[code] = (failures[code] as number) + count;
      explained += count;
    }
  };

  const addServedBy = () => {
    for (let left = reader.varint(); left > 0; left -= 1) {
      const name = reader.text(reader.varint());
      servedBy.set(name, (servedBy.get(name) ?? 0) + reader.varint());
    }
  };

  const addPairs = (occupied: number) => {
    let bin = 0;
    for (let left = occupied; left > 0; left -= 1) {
      bin += reader.varint();
      const count = reader.varint();
      counts[bin] = (counts[bin] as number) + count;
      explained += count;
    }
    return bin;
  };

  // The one loop that all queries spend their time in: it reads the bytes itself, and leaves to the
  // reader what is longer than a byte.
  const addNibbles = (occupied: number, firstBin: number) => {
    const { bytes, end } = reader;
    let { at } = reader;
    let bin = firstBin;
    let added = 0;
    let left = occupied;
    const beyond = () => {
      const next = bytes[at] as number;
      if (next < 0x80) {
        at += 1;
        return next;
      }
      reader.seek(at);
      const value = reader.varint();
      at = reader.at;
      return value;
    };
    for (; left !== 0 && at < end; left -= 1) {
      const nibbles = bytes[at++] as number;
      let step = nibbles >> 4;
      let count = nibbles & FULL_NIBBLE;
      if (step === FULL_NIBBLE) step += beyond();
      if (count === FULL_NIBBLE) count += beyond();
      bin += step;
      // A place beyond the last is written to nowhere, and refused when all are read.
      counts[bin] = (counts[bin] as number) + count;
      added += count;
      if (left === occupied && bin < lowestBin) lowestBin = bin;
    }
    reader.seek(at);
    if (left > 0) throw new StoredBytesError(`the bytes end early: ${left} bins are missing`);
    explained += added;
    return bin;
  };

  const addValues = (layout: number) => {
    const smallestUs = reader.varint();
    const largestUs = smallestUs + reader.varint();
    if (smallestUs < minUs) minUs = smallestUs;
    if (largestUs > maxUs) maxUs = largestUs;
    const bin = addBins(layout, smallestUs);
    if (bin >= HISTOGRAM_BINS) throw new StoredBytesError(`there is no bin ${bin}`);
    if (layout === LAYOUT.pairs) lowestBin = 0;
    if (bin > highestBin) highestBin = bin;
  };

  const addBins = (layout: number, smallestUs: number) => {
    if (layout === LAYOUT.named) return addNibbles(TO_THE_END, binOf(smallestUs));
    const occupied = reader.varint();
    return layout === LAYOUT.pairs ? addPairs(occupied) : addNibbles(occupied, 0);
  };

  /** Counts what a named part holds for its endpoint, if it has one. */
  const addNamed = (name: string | null, answers: number) => {
    if (name === null) throw new StoredBytesError("a part belongs to a name that is not there");
    if (name !== "") servedBy.set(name, (servedBy.get(name) ?? 0) + answers);
  };

  /** Answers the minutes that the bucket says it stands for. */
  const addBucket = (head: number, startMs: number, name: string | null): number => {
    const layout = head >> LAYOUT_SHIFT;
    if (layout === LAYOUT.named && (head & (HEAD.values | HEAD.servedBy)) !== HEAD.values) {
      throw new StoredBytesError(`this release does not know the head ${head} of a bucket`);
    }
    lastAtMs = Math.max(lastAtMs, startMs + unzigzag(reader.varint()));
    const minutes = layout === LAYOUT.rolled ? reader.varint() : 1;
    const counted = (part: number) => ((head & part) === 0 ? 0 : reader.varint());
    const ownLost = counted(HEAD.lost);
    const ownTainted = counted(HEAD.tainted);
    lost += ownLost;
    tainted += ownTainted;
    skipped += counted(HEAD.skipped);
    explained += ownLost + ownTainted;
    if ((head & HEAD.failures) !== 0) addFailures();
    if ((head & HEAD.servedBy) !== 0) addServedBy();
    const others = explained;
    if ((head & HEAD.values) !== 0) addValues(layout);
    if (layout === LAYOUT.named) addNamed(name, explained - others + ownTainted);
    parts += 1;
    return minutes;
  };

  const takeBins = (): number[] => {
    const bins: number[] = [];
    let previous = 0;
    for (let bin = lowestBin; bin <= highestBin; bin += 1) {
      const count = counts[bin] as number;
      if (count === 0) continue;
      bins.push(bin - previous, count);
      previous = bin;
    }
    if (highestBin >= 0) counts.fill(0, lowestBin, highestBin + 1);
    return bins;
  };

  const startAnew = () => {
    failures.fill(0);
    servedBy.clear();
    parts = 0;
    lowestBin = HISTOGRAM_BINS;
    highestBin = -1;
    explained = 0;
    lost = 0;
    tainted = 0;
    skipped = 0;
    minUs = Number.POSITIVE_INFINITY;
    maxUs = Number.NEGATIVE_INFINITY;
    lastAtMs = Number.NEGATIVE_INFINITY;
  };

  return {
    addPacked(bytes, from, to, startMs) {
      let minutes = 0;
      let leading: string | null = null;
      let named: string | null = null;
      for (let at = from; at < to; ) {
        reader.open(bytes, at, to);
        const length = reader.varint();
        const end = reader.at + length;
        if (end > to) throw new StoredBytesError(`${length} bytes expected at ${reader.at}`);
        reader.open(bytes, reader.at, end);
        const head = reader.byte();
        if (head === NAME_HEAD) {
          named = reader.text(length - 1);
          if (at === from) leading = named;
        } else {
          minutes = Math.max(minutes, addBucket(head, startMs, named ?? leading));
          named = null;
        }
        at = end;
      }
      if (named !== null) throw new StoredBytesError(`no part follows the name ${named}`);
      return minutes;
    },
    get parts() {
      return parts;
    },
    take() {
      if (parts === 0) return EMPTY_BUCKET;
      const hasValues = highestBin >= 0;
      const bucket = {
        sent: explained,
        lost,
        tainted,
        skipped,
        failures: failuresOf(failures),
        servedBy: Object.fromEntries([...servedBy].sort(byName)),
        minUs: hasValues ? minUs : null,
        maxUs: hasValues ? maxUs : null,
        lastAtMs,
        bins: takeBins(),
      };
      startAnew();
      return bucket;
    },
  };
}

function byName([a]: [string, number], [b]: [string, number]): number {
  return a < b ? -1 : 1;
}

function failuresOf(counts: Float64Array): Partial<Record<FailureClass, number>> {
  const entries = FAILURE_CODES.map((name, code) => [name, counts[code] ?? 0] as [string, number]);
  return Object.fromEntries(entries.filter(([, count]) => count > 0).sort(byName));
}
