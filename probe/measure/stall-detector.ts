import type { TimeWindow } from "./taint.ts";

const BEAT_MS = 2;
/** A beat later than this means that the thread stood still. */
const TOLERANCE_MS = 2;
/** Enough for more than a minute of a thread that stands still ten times a second. */
const KEPT_STALLS = 1_024;

/** Stalls in an unbroken row that are looked at while another one goes on. */
const RECENT_STALLS = 64;

/** A stall that ended longer before a reply was read than this did not delay it. */
export const SETTLE_MS = 2 * BEAT_MS + TOLERANCE_MS;

/**
 * Notices when this thread stands still: a timer that should beat every 2 ms comes late. Kept are the
 * stretches, not a current lag: timers run before sockets are read, so by the time a late reply is
 * seen the lag is already back to nothing (libuv, "The I/O loop").
 */
export class StallDetector {
  readonly #nowMs: () => number;
  readonly #listeners = new Set<(lengthMs: number) => void>();
  #stalls: TimeWindow[] = [];
  #lastBeatMs = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs;
  }

  start(): void {
    this.#lastBeatMs = this.#nowMs();
    this.#timer = setInterval(() => this.beat(), BEAT_MS);
    this.#timer.unref();
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  /** Calls `listener` with the length of each stall, until the returned function is called. */
  onStall(listener: (lengthMs: number) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** One beat of the timer. */
  beat(): void {
    const nowMs = this.#nowMs();
    const stall = stallBetween(this.#lastBeatMs, nowMs);
    this.#lastBeatMs = nowMs;
    if (stall === null) return;
    this.#stalls.push(stall);
    if (this.#stalls.length > 2 * KEPT_STALLS) this.#stalls = this.#stalls.slice(-KEPT_STALLS);
    for (const listener of this.#listeners) listener(stall.endMs - stall.startMs);
  }

  /** The recent stalls in order of time, with the one that may be going on at this very moment. */
  recent(): readonly TimeWindow[] {
    const open = stallBetween(this.#lastBeatMs, this.#nowMs());
    return open === null ? this.#stalls : [...this.#stalls.slice(-RECENT_STALLS), open];
  }
}

function stallBetween(beatMs: number, nextBeatMs: number): TimeWindow | null {
  const isLate = nextBeatMs - beatMs > BEAT_MS + TOLERANCE_MS;
  return isLate ? { startMs: beatMs, endMs: nextBeatMs } : null;
}
