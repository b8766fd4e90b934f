/** What the owner of a probe permits, in attempts per second; null sets no limit. */
export interface RateLimits {
  /** Of the whole process. */
  maxPerSecond: number | null;
  /** Towards one host and port. */
  maxPerTargetPerSecond: number | null;
}

const TIDY_FROM_HOSTS = 1_024;

/**
 * Holds attempts to the owner's limits, whatever is assigned (token buckets that hold one second's
 * worth, and one attempt at least): in any `t` seconds at most `t` + 1 times the limit is started.
 */
export class RateCap {
  readonly #limits: RateLimits;
  readonly #whole: Bucket | null;
  readonly #hosts = new Map<string, Bucket>();

  constructor(limits: RateLimits) {
    this.#limits = limits;
    this.#whole = limits.maxPerSecond === null ? null : new Bucket(limits.maxPerSecond);
  }

  /** Whether an attempt at the host may start now; it is then counted. */
  take(host: string, nowMs: number): boolean {
    const own = this.#bucketOf(host, nowMs);
    if (own?.isEmpty(nowMs) || this.#whole?.isEmpty(nowMs)) return false;
    own?.take();
    this.#whole?.take();
    return true;
  }

  #bucketOf(host: string, nowMs: number): Bucket | null {
    const { maxPerTargetPerSecond } = this.#limits;
    if (maxPerTargetPerSecond === null) return null;
    let bucket = this.#hosts.get(host);
    if (bucket === undefined) {
      if (this.#hosts.size >= TIDY_FROM_HOSTS) this.#tidy(nowMs);
      bucket = new Bucket(maxPerTargetPerSecond);
      this.#hosts.set(host, bucket);
    }
    return bucket;
  }

  /** A full bucket is as good as a new one. */
  #tidy(nowMs: number): void {
    for (const [host, bucket] of this.#hosts) if (bucket.isFull(nowMs)) this.#hosts.delete(host);
  }
}

class Bucket {
  readonly #perSecond: number;
  readonly #capacity: number;
  #tokens: number;
  #atMs = Number.NEGATIVE_INFINITY;

  constructor(perSecond: number) {
    this.#perSecond = perSecond;
    this.#capacity = Math.max(1, perSecond);
    this.#tokens = this.#capacity;
  }

  isEmpty(nowMs: number): boolean {
    this.#refill(nowMs);
    return this.#tokens < 1;
  }

  isFull(nowMs: number): boolean {
    this.#refill(nowMs);
    return this.#tokens >= this.#capacity;
  }

  take(): void {
    this.#tokens -= 1;
  }

  #refill(nowMs: number): void {
    const gained = (Math.max(0, nowMs - this.#atMs) * this.#perSecond) / 1_000;
    this.#tokens = Math.min(this.#capacity, this.#tokens + gained);
    this.#atMs = nowMs;
  }
}
