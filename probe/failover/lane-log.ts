import { addProbe, type EndedProbe, type Stretch } from "./stretch.ts";

/** A stretch to hand over; an open one may be handed over again when it has grown. */
export interface LoggedStretch {
  stretch: Stretch;
  isOpen: boolean;
}

/**
 * What one lane has seen. Probes end in any order, since some wait for their time-out; stretches are made
 * in the order of sending, so a probe under way holds up those that were sent after it.
 */
export class LaneLog {
  /** By slot, in the order of sending; null while one is under way. */
  readonly #pending = new Map<number, EndedProbe | "nothing" | null>();
  #open: Stretch | null = null;
  #closed: Stretch[] = [];
  #toldCount = 0;

  /** How many probes are under way. */
  get underWay(): number {
    let underWay = 0;
    for (const probe of this.#pending.values()) if (probe === null) underWay += 1;
    return underWay;
  }

  /** A probe is sent; slots only go up. */
  sent(slot: number): void {
    this.#pending.set(slot, null);
  }

  /** A probe has ended. */
  ended(probe: EndedProbe): void {
    this.#settle(probe.slot, probe);
  }

  /** A probe has shown nothing about the service: it counts as missing. */
  dropped(slot: number): void {
    this.#settle(slot, "nothing");
  }

  /** What has changed since the call before. */
  take(): LoggedStretch[] {
    const news: LoggedStretch[] = this.#closed.map((stretch) => ({ stretch, isOpen: false }));
    this.#closed = [];
    if (this.#open !== null && this.#open.count !== this.#toldCount) {
      news.push({ stretch: this.#open, isOpen: true });
      this.#toldCount = this.#open.count;
    }
    return news;
  }

  /** Ends the lane: what has changed since the last time, with nothing left open. Probes under way are missing. */
  finish(): LoggedStretch[] {
    for (const [slot, probe] of this.#pending) if (probe === null) this.#settle(slot, "nothing");
    if (this.#open !== null) this.#closed.push(this.#open);
    this.#open = null;
    return this.take();
  }

  #settle(slot: number, probe: EndedProbe | "nothing"): void {
    if (this.#pending.get(slot) !== null) return;
    this.#pending.set(slot, probe);
    for (const [first, settled] of this.#pending) {
      if (settled === null) return;
      this.#pending.delete(first);
      if (settled !== "nothing") this.#add(settled);
    }
  }

  #add(probe: EndedProbe): void {
    const { open, closed } = addProbe(this.#open, probe);
    this.#open = open;
    if (closed === null) return;
    this.#closed.push(closed);
    this.#toldCount = 0;
  }
}
