import { canSpare } from "./can-spare.ts";
import type { RateLimits } from "./rate-limits.ts";
import { type Reservation, Reservations } from "./reservations.ts";
import type { RoundDemand } from "./round-demand.ts";
import { TokenBucket } from "./token-bucket.ts";

const TIDY_FROM_HOSTS = 1_024;

/**
 * Holds attempts to the owner's limits, whatever is assigned (token buckets that hold one second's
 * worth, and one attempt at least): in any `t` seconds at most `t` + 1 times the limit is started.
 *
 * Rounds that come first have announced what they are going to ask for: others get what that leaves, so
 * that none of theirs is held back that would not be if they were alone.
 */
export class RateCap {
  readonly #limits: RateLimits;
  readonly #whole: TokenBucket | null;
  readonly #hosts = new Map<string, TokenBucket>();
  readonly #demands = new Set<RoundDemand>();
  readonly #reservations: Reservations;

  constructor(limits: RateLimits) {
    this.#limits = limits;
    this.#whole = limits.maxPerSecond === null ? null : new TokenBucket(limits.maxPerSecond);
    this.#reservations = new Reservations(limits);
  }

  /** Announces a round that comes first; returns how to take that back. */
  expect(demand: RoundDemand): () => void {
    this.#demands.add(demand);
    this.#leaveDemanded();
    return () => {
      this.#demands.delete(demand);
      this.#leaveDemanded();
    };
  }

  /**
   * Sets a share of the limits aside for attempts that do not ask one by one, one at each host per slot.
   *
   * @param hosts one per attempt of a slot
   */
  reserve(hosts: readonly string[], intervalMs: number): Reservation {
    return this.#reservations.reserve(hosts, intervalMs);
  }

  /**
   * Whether an attempt at the host may start now; it is then counted.
   *
   * @param comesFirst the attempt belongs to a round that is announced
   */
  take(host: string, nowMs: number, comesFirst = false): boolean {
    const own = this.#bucketOf(host, nowMs);
    const { maxPerSecond } = this.#limits;
    if (maxPerSecond !== null) {
      this.#whole?.setRate(maxPerSecond - this.#reservations.perSecond, nowMs);
    }
    if (own?.isEmpty(nowMs) || this.#whole?.isEmpty(nowMs)) return false;
    if (!comesFirst && !this.#isSpare(own, host, nowMs)) return false;
    own?.take(nowMs);
    this.#whole?.take(nowMs);
    return true;
  }

  #leaveDemanded(): void {
    let perSecond = 0;
    for (const demand of this.#demands) {
      perSecond += (demand.perSlot(null) * 1_000) / demand.intervalMs;
    }
    this.#reservations.leave(perSecond);
  }

  #isSpare(own: TokenBucket | null, host: string, nowMs: number): boolean {
    if (this.#demands.size === 0) return true;
    return (
      (own === null || canSpare(own, this.#demands, host, nowMs)) &&
      (this.#whole === null || canSpare(this.#whole, this.#demands, null, nowMs))
    );
  }

  #bucketOf(host: string, nowMs: number): TokenBucket | null {
    const { maxPerTargetPerSecond } = this.#limits;
    if (maxPerTargetPerSecond === null) return null;
    let bucket = this.#hosts.get(host);
    if (bucket === undefined) {
      if (this.#hosts.size >= TIDY_FROM_HOSTS) this.#tidy(nowMs);
      bucket = new TokenBucket(maxPerTargetPerSecond);
      this.#hosts.set(host, bucket);
    }
    return bucket;
  }

  /** A full bucket is as good as a new one. */
  #tidy(nowMs: number): void {
    for (const [host, bucket] of this.#hosts) if (bucket.isFull(nowMs)) this.#hosts.delete(host);
  }
}
