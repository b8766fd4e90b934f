/** Sums of fractions miss a whole token by less than this; what is lent here is missing afterwards. */
const ROUNDING = 1e-9;

/** Holds one second's worth of tokens, and one at least, and gains them evenly. */
export class TokenBucket {
  #perSecond: number;
  #tokens: number;
  #atMs = 0;

  constructor(perSecond: number) {
    this.#perSecond = perSecond;
    this.#tokens = this.capacity;
  }

  get perSecond(): number {
    return this.#perSecond;
  }

  get capacity(): number {
    return Math.max(1, this.#perSecond);
  }

  /** Gains so many tokens per second from now on. */
  setRate(perSecond: number, nowMs: number): void {
    if (perSecond === this.#perSecond) return;
    this.#tokens = this.tokens(nowMs);
    this.#atMs = nowMs;
    this.#perSecond = perSecond;
    this.#tokens = Math.min(this.#tokens, this.capacity);
  }

  /** Tokens at `nowMs`, fractions included. */
  tokens(nowMs: number): number {
    const gained = (Math.max(0, nowMs - this.#atMs) * this.perSecond) / 1_000;
    return Math.min(this.capacity, this.#tokens + gained);
  }

  isEmpty(nowMs: number): boolean {
    return this.tokens(nowMs) < 1 - ROUNDING;
  }

  isFull(nowMs: number): boolean {
    return this.tokens(nowMs) >= this.capacity;
  }

  take(nowMs: number): void {
    this.#tokens = this.tokens(nowMs) - 1;
    this.#atMs = nowMs;
  }
}
