/** How long a silent sender is remembered (REFWAIT, RFC 5357 §4.2). */
const FORGET_AFTER_MS = 900_000;
/** Bounds the memory that strangers can take. */
const MOST_SESSIONS = 16_384;

/**
 * Numbers the replies to each sender from 0 on (a stateful reflector, RFC 8762 §4.3.1), so that a sender
 * can tell on which way its packets were lost.
 */
export class SessionCounter {
  /** In the order of last use. */
  readonly #sessions = new Map<string, { nextSeq: number; usedMs: number }>();

  /** The number of the next reply to `sender`, at a monotonic time. */
  next(sender: string, nowMs: number): number {
    const known = this.#sessions.get(sender);
    this.#sessions.delete(sender);
    const seq = known !== undefined && nowMs - known.usedMs < FORGET_AFTER_MS ? known.nextSeq : 0;
    this.#sessions.set(sender, { nextSeq: (seq + 1) % 2 ** 32, usedMs: nowMs });
    const [oldest] = this.#sessions.keys();
    if (this.#sessions.size > MOST_SESSIONS && oldest !== undefined) this.#sessions.delete(oldest);
    return seq;
  }
}
