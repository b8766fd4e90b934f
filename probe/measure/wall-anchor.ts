/** `Date.now()` is cut off to whole milliseconds. */
const TICK_MS = 1;
const WINDOW_MS = 30_000;
/** Sums of large and small numbers differ in the last digits. */
const ROUNDING_MS = 1e-3;

interface Window {
  openedMs: number;
  lowMs: number;
  highMs: number;
}

/**
 * What a monotonic clock is behind the wall clock, more finely than the wall clock can be read: each look
 * says that it is within one tick, and many looks narrow that down, until the wall clock is stepped.
 */
export class WallAnchor {
  readonly #monotonicMs: () => number;
  readonly #epochMs: () => number;
  #window: Window;
  /** Takes over after its own time has begun to count, so that nothing is older than a minute. */
  #next: Window;

  constructor(
    monotonicMs: () => number = () => performance.now(),
    epochMs: () => number = Date.now,
  ) {
    this.#monotonicMs = monotonicMs;
    this.#epochMs = epochMs;
    this.#window = this.#look();
    this.#next = { ...this.#window };
  }

  /** Epoch milliseconds of a monotonic time, with fractions, after another look at both clocks. */
  wallMs(atMs: number): number {
    const look = this.#look();
    if (look.openedMs - this.#next.openedMs > WINDOW_MS) {
      this.#window = this.#next;
      this.#next = look;
    }
    this.#window = narrowed(this.#window, look);
    this.#next = narrowed(this.#next, look);
    return atMs + (this.#window.lowMs + this.#window.highMs) / 2;
  }

  /** What a time given out is wrong by at most, as a reading of the wall clock. */
  get errorMs(): number {
    return (this.#window.highMs - this.#window.lowMs) / 2 + ROUNDING_MS;
  }

  #look(): Window {
    const beforeMs = this.#monotonicMs();
    const epochMs = this.#epochMs();
    const afterMs = this.#monotonicMs();
    return { openedMs: afterMs, lowMs: epochMs - afterMs, highMs: epochMs + TICK_MS - beforeMs };
  }
}

/** What two looks have in common; nothing means that the wall clock was stepped, and the later one counts. */
function narrowed(window: Window, look: Window): Window {
  const lowMs = Math.max(window.lowMs, look.lowMs);
  const highMs = Math.min(window.highMs, look.highMs);
  if (lowMs > highMs + ROUNDING_MS) return { ...look };
  return { openedMs: window.openedMs, lowMs, highMs: Math.max(lowMs, highMs) };
}
