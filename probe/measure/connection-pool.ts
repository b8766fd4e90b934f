import type { Cancel, Settle } from "./deadline.ts";
import type { Exchange } from "./http-request.ts";

/** More connections than this are not kept waiting for one target. */
const MAX_IDLE = 32;

/** A connection to one address that carries one request at a time, of any version of HTTP. */
export interface WebConnection {
  /**
   * Sends one GET and reports the answer when its body has been read or cut off at 64 kB. The
   * connection is made first where there is none, or none any more.
   *
   * @returns how to give up; the connection cannot be used after that
   */
  exchange(settle: Settle<Exchange>): Cancel;
  /** True when it was made and has ended since: another exchange would make it anew, to the same address. */
  readonly isBroken: boolean;
  /** Closes the connection at once. */
  destroy(): void;
}

/**
 * The warm connections of one target. An attempt takes one for itself, so attempts may overlap, and
 * gives it back after an answer; after anything else it is closed.
 */
export class ConnectionPool {
  readonly #open: (address: string) => WebConnection;
  readonly #idle = new Map<string, WebConnection[]>();

  constructor(open: (address: string) => WebConnection) {
    this.#open = open;
  }

  /** A connection to `address` that nobody else uses, the most recently used one first. */
  take(address: string): WebConnection {
    return this.#idle.get(address)?.pop() ?? this.#open(address);
  }

  /** Takes back a connection that may carry another request. */
  give(address: string, connection: WebConnection): void {
    const idle = this.#idle.get(address);
    if (idle === undefined) this.#idle.set(address, [connection]);
    else if (idle.length < MAX_IDLE) idle.push(connection);
    else connection.destroy();
  }

  /** Closes what waits for addresses that the target's name does not stand for any more. */
  keepOnly(addresses: readonly string[]): void {
    for (const [address, idle] of this.#idle) {
      if (addresses.includes(address)) continue;
      for (const connection of idle) connection.destroy();
      this.#idle.delete(address);
    }
  }

  /** Closes everything that is waiting. */
  close(): void {
    this.keepOnly([]);
  }
}
