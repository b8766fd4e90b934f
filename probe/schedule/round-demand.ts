import { firstSlot, type Grid, slotDueMs } from "./grid.ts";

/**
 * What a round that comes first is going to ask of the owner's limits: every target once per slot of
 * its grid, as early as that can come.
 */
export class RoundDemand {
  readonly #grid: Grid;
  readonly #hosts: readonly string[];
  readonly #perSlot = new Map<string, number>();
  /** Slots of each target that are over, one way or the other. */
  readonly #settled: number[];

  /** @param hosts those of the round's targets, in order; one that stands twice is tried twice per slot */
  constructor(grid: Grid, hosts: readonly string[], nowMs: number) {
    this.#grid = grid;
    this.#hosts = hosts;
    this.#settled = hosts.map(() => firstSlot(grid, nowMs));
    for (const host of hosts) this.#perSlot.set(host, this.perSlot(host) + 1);
  }

  /** Slots of a target have been started, held back or given up. */
  settle(target: number, slots: number): void {
    this.#settled[target] = (this.#settled[target] ?? 0) + slots;
  }

  /** Attempts in a slot: at one host, or (null) at all. */
  perSlot(host: string | null): number {
    return host === null ? this.#hosts.length : (this.#perSlot.get(host) ?? 0);
  }

  /** Attempts, at one host or at all, whose slot has begun and that are not settled. */
  pending(host: string | null, nowMs: number): number {
    const begun = this.#begun(nowMs);
    let pending = 0;
    for (const [target, settled] of this.#settled.entries()) {
      if (host === null || this.#hosts[target] === host) pending += Math.max(0, begun - settled);
    }
    return pending;
  }

  /** When the first slot after `nowMs` begins. */
  nextSlotMs(nowMs: number): number {
    return slotDueMs(this.#grid, this.#begun(nowMs));
  }

  get intervalMs(): number {
    return this.#grid.intervalMs;
  }

  /** How many slots have begun at `nowMs`. */
  #begun(nowMs: number): number {
    const { startMs, intervalMs } = this.#grid;
    return Math.max(0, Math.floor((nowMs - startMs) / intervalMs) + 1);
  }
}
