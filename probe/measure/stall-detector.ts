import { lookNow, type Moment } from "./moment.ts";
import { openRunQueue } from "./run-queue.ts";
import type { Stall } from "./taint.ts";

/** How often the thread is looked at. */
export const BEAT_MS = 2;
/** A beat later than this means that the thread stood still. */
const TOLERANCE_MS = 2;
/** So does a thread that computed for longer than this between two beats, however punctual they were. */
const BUSY_MS = 1;
/** Enough for more than a minute of a thread that stands still ten times a second. */
const KEPT_STALLS = 1_024;

/** Stalls in an unbroken row that are looked at while another one goes on. */
const RECENT_STALLS = 64;

/**
 * A stall that ended longer before a reply was read than this did not delay it: the thread was not busy
 * for so long without a new stall, so it has looked at its sockets since.
 */
export const SETTLE_MS = 2 * BUSY_MS;

/**
 * Notices when this thread stands still: a timer that should beat every 2 ms comes late. Kept are the
 * stretches, not a current lag: timers run before sockets are read, so by the time a late reply is
 * seen the lag is already back to nothing (libuv, "The I/O loop"). A late beat shows a thread that was
 * not woken; the time that the loop did not wait for events shows one that was kept from its sockets; and the
 * kernel, where it tells, shows one that was ready to read them and had no processor.
 */
export class StallDetector {
  readonly #look: () => ThreadLook;
  readonly #listeners = new Set<(lengthMs: number) => void>();
  readonly #beatListeners = new Set<(delayMs: number) => void>();
  #stalls: Stall[] = [];
  #lastBeat: ThreadLook = { atMs: 0, waitedMs: 0, queuedMs: 0 };
  #timer: NodeJS.Timeout | null = null;

  /** @param look at the thread that is watched; without it the calling one */
  constructor(look = lookAtThread()) {
    this.#look = look;
  }

  start(): void {
    this.#lastBeat = this.#look();
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

  /** Calls `listener` with how late each beat comes (negative: a timer's fraction early), until the end. */
  onBeat(listener: (delayMs: number) => void): void {
    this.#beatListeners.add(listener);
  }

  /** One beat of the timer. */
  beat(): void {
    const beat = this.#look();
    const delayMs = beat.atMs - this.#lastBeat.atMs - BEAT_MS;
    for (const listener of this.#beatListeners) listener(delayMs);
    const stall = stallBetween(this.#lastBeat, beat);
    this.#lastBeat = beat;
    if (stall === null) return;
    this.#stalls.push(stall);
    if (this.#stalls.length > 2 * KEPT_STALLS) this.#stalls = this.#stalls.slice(-KEPT_STALLS);
    for (const listener of this.#listeners) listener(stall.endMs - stall.startMs);
  }

  /** The recent stalls in order of time, with the one that may be going on at this very moment. */
  recent(): readonly Stall[] {
    const open = stallBetween(this.#lastBeat, this.#look());
    return open === null ? this.#stalls : [...this.#stalls.slice(-RECENT_STALLS), open];
  }
}

/** A look at a thread, and for how long it had been ready to run and had had no processor by then. */
export interface ThreadLook extends Moment {
  queuedMs: number;
}

function lookAtThread(): () => ThreadLook {
  const queuedMs = openRunQueue();
  return () => ({ ...lookNow(), queuedMs: queuedMs() });
}

function stallBetween(before: ThreadLook, after: ThreadLook): Stall | null {
  const passedMs = after.atMs - before.atMs;
  const busyMs = passedMs - (after.waitedMs - before.waitedMs);
  const isLate = passedMs > BEAT_MS + TOLERANCE_MS;
  // A loop that is waiting for a processor still counts as waiting for events.
  const absentMs = Math.min(passedMs, busyMs + after.queuedMs - before.queuedMs);
  if (!isLate && absentMs <= BUSY_MS) return null;
  // Until the beat was due a waiting loop would have seen a reply. Where in the stretch it was busy
  // is not known: at the end it does most harm.
  const lengthMs = Math.max(absentMs, passedMs - BEAT_MS);
  return { startMs: after.atMs - lengthMs, endMs: after.atMs, busyMs };
}
