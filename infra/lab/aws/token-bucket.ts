/** Tokens that may be saved up, and how many come back in a second. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

/** Lets `burst` calls through at once and `perSecond` in the long run. */
export class TokenBucket {
  readonly #rate: Rate;
  #tokens: number;
  #atMs: number;

  constructor(rate: Rate, nowMs: number) {
    this.#rate = rate;
    this.#tokens = rate.burst;
    this.#atMs = nowMs;
  }

  /** Takes a token; false when there is none. A clock that runs backwards gives nothing back. */
  take(nowMs: number): boolean {
    const { burst, perSecond } = this.#rate;
    const elapsedMs = Math.max(0, nowMs - this.#atMs);
    this.#tokens = Math.min(burst, this.#tokens + (elapsedMs * perSecond) / 1_000);
    this.#atMs = nowMs;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
