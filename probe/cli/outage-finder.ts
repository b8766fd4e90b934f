/** One attempt of a measurement, as the search for outages needs it. */
export interface OutageSample {
  /** 1, 2, 3, … in the order in which the attempts were started. */
  seq: number;
  /** When it was started, in epoch milliseconds. */
  atMs: number;
  /** Null for an attempt without an answer. */
  rttMs: number | null;
}

/** A stretch in which attempts went unanswered. */
export interface Outage {
  fromSeq: number;
  firstFailureAtMs: number;
  /** Start of the first attempt that was answered without delay again; null if none was. */
  firstSuccessAfterAtMs: number | null;
  /** Time between both; up to the last failure, as a lower bound, while the outage lasts. */
  lengthMs: number;
  /** The true length differs by no more than this; null while the outage lasts or if it began unseen. */
  uncertaintyMs: number | null;
}

interface OpenOutage {
  first: OutageSample;
  last: OutageSample;
  before: OutageSample | null;
}

/**
 * Finds outages in open-loop attempts that end in any order.
 *
 * An attempt started within an outage may still be answered after it, late, because TCP repeats what
 * was lost. So the end is read from answers, not from starts: the earliest answer after the outage,
 * less the ordinary round-trip time, is when the path carried a request again. The uncertainty is the
 * spacing of the attempts at both ends plus one round trip, since a request may be lost on its way out
 * or its answer on its way back.
 */
export class OutageFinder {
  readonly #waiting = new Map<number, OutageSample>();
  readonly #outages: Outage[] = [];
  #nextSeq = 1;
  #before: OutageSample | null = null;
  #open: OpenOutage | null = null;
  #shortestRttMs = Number.POSITIVE_INFINITY;

  /** Takes the next attempt that has ended. */
  add(sample: OutageSample): void {
    this.#waiting.set(sample.seq, sample);
    for (
      let next = this.#waiting.get(this.#nextSeq);
      next !== undefined;
      next = this.#waiting.get(this.#nextSeq)
    ) {
      this.#step(next);
      this.#waiting.delete(next.seq);
      this.#nextSeq += 1;
    }
  }

  /** The outages so far, the one that lasts included; attempts that never ended are passed over. */
  finish(): Outage[] {
    const rest = [...this.#waiting.values()].sort((left, right) => left.seq - right.seq);
    this.#waiting.clear();
    for (const sample of rest) this.#step(sample);
    if (this.#open === null) return this.#outages;
    const { first, last } = this.#open;
    const lasting: Outage = {
      fromSeq: first.seq,
      firstFailureAtMs: first.atMs,
      firstSuccessAfterAtMs: null,
      lengthMs: last.atMs - first.atMs,
      uncertaintyMs: null,
    };
    return [...this.#outages, lasting];
  }

  #step(sample: OutageSample): void {
    if (sample.rttMs === null) {
      if (this.#open === null) this.#open = { first: sample, last: sample, before: this.#before };
      else this.#open.last = sample;
      return;
    }
    this.#shortestRttMs = Math.min(this.#shortestRttMs, sample.rttMs);
    if (this.#open !== null) this.#close(this.#open, sample);
    this.#open = null;
    this.#before = sample;
  }

  #close({ first, last, before }: OpenOutage, success: OutageSample): void {
    // Whatever was answered before this answer has ended, so it is waiting here.
    const answeredAtMs = [success, ...this.#waiting.values()].map(({ atMs, rttMs }) =>
      rttMs === null ? Number.POSITIVE_INFINITY : atMs + rttMs,
    );
    const endMs = Math.max(last.atMs, Math.min(...answeredAtMs) - this.#shortestRttMs);
    const spacingMs = Math.max(first.atMs - (before ?? first).atMs, success.atMs - last.atMs);
    this.#outages.push({
      fromSeq: first.seq,
      firstFailureAtMs: first.atMs,
      firstSuccessAfterAtMs: Math.round(endMs),
      lengthMs: Math.round(endMs - first.atMs),
      uncertaintyMs: before === null ? null : Math.ceil(spacingMs + this.#shortestRttMs),
    });
  }
}
