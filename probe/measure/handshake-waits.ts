import { lookNow, type Moment, waitBetween } from "./moment.ts";
import type { Wait } from "./taint.ts";
import type { Watch } from "./timed-socket.ts";

/** A server that sends its part of the handshake byte by byte is noted less finely from here on. */
const MOST_WAITS = 32;

/**
 * When a TLS handshake waited for the server, which is all of it but the arithmetic of this side: keys and
 * certificates are worked out in one go between a read and the next write, so nothing can come between.
 */
export class HandshakeWaits implements Watch {
  readonly #look: () => Moment;
  readonly #waits: Wait[] = [];
  #since: Moment | null = null;

  constructor(look: () => Moment = lookNow) {
    this.#look = look;
  }

  /** What has been handed to the socket is to be answered. */
  wrote(): void {
    this.#since = this.#look();
  }

  /** Bytes have been read. */
  read(): void {
    if (this.#since === null) return;
    const wait = waitBetween(this.#since, this.#look());
    this.#since = null;
    const last = this.#waits.at(-1);
    if (last === undefined || this.#waits.length < MOST_WAITS) {
      this.#waits.push(wait);
      return;
    }
    last.busyMs = (last.busyMs ?? 0) + (wait.busyMs ?? 0) + (wait.startMs - last.endMs);
    last.endMs = wait.endMs;
  }

  /** What was read has been worked on; where it asks for no answer, more is to come. */
  worked(): void {
    this.#since ??= this.#look();
  }

  /** The waits so far, in order of time. */
  taken(): readonly Wait[] {
    return [...this.#waits];
  }
}
