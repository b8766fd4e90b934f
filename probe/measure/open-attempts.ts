/** One packet of a run: the target by its place in the list of addresses, and which packet to it. */
export interface RunAttempt {
  target: number;
  index: number;
}

/**
 * Which packets of one fping have not ended yet. Several targets may have the same address: each line
 * about it then belongs to the next of them, since packets to one address are alike.
 */
export class OpenAttempts {
  readonly #targets: readonly number[];
  readonly #targetsOf = new Map<string, number[]>();
  /** Targets still open, of packets of which some have ended. */
  readonly #open = new Map<number, Set<number>>();
  #closedBelow = 0;

  /** @param addresses one per target */
  constructor(addresses: readonly string[]) {
    this.#targets = addresses.map((_, target) => target);
    addresses.forEach((address, target) => {
      const same = this.#targetsOf.get(address);
      if (same === undefined) this.#targetsOf.set(address, [target]);
      else same.push(target);
    });
  }

  /** Ends one packet; null for one that has ended already or that nobody has sent. */
  end(address: string, index: number): RunAttempt | null {
    if (index < this.#closedBelow) return null;
    const open = this.#open.get(index) ?? new Set(this.#targets);
    this.#open.set(index, open);
    const target = this.#targetsOf.get(address)?.find((each) => open.has(each));
    if (target === undefined) return null;
    open.delete(target);
    return { target, index };
  }

  /** Ends all packets before `index` that are still open, and returns them. */
  endBefore(index: number): RunAttempt[] {
    const ended: RunAttempt[] = [];
    for (let at = this.#closedBelow; at < index; at += 1) {
      for (const target of this.#open.get(at) ?? this.#targets) ended.push({ target, index: at });
      this.#open.delete(at);
    }
    this.#closedBelow = Math.max(this.#closedBelow, index);
    return ended;
  }
}
