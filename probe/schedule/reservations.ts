import type { RateLimits } from "./rate-limits.ts";

/** A share of the limits set aside for attempts that another program starts. */
export interface Reservation {
  /** Only every so many slots may be used; infinite where nothing is left. */
  everySlots: number;
  release(): void;
}

/** Reservations leave at least the other half to attempts that ask one by one. */
const RESERVABLE_RATIO = 0.5;

/** Shares of an owner's limits that are set aside as a whole instead of attempt by attempt. */
export class Reservations {
  readonly #limits: RateLimits;
  #perSecond = 0;
  readonly #perSecondOf = new Map<string, number>();

  constructor(limits: RateLimits) {
    this.#limits = limits;
  }

  /** Attempts per second that are set aside altogether. */
  get perSecond(): number {
    return this.#perSecond;
  }

  /**
   * Sets aside what one attempt at each host per slot takes, or per so many slots as keep it within the
   * limits.
   *
   * @param hosts one per attempt of a slot
   * @param onChange hears of it now, and again when it is released
   */
  add(hosts: readonly string[], intervalMs: number, onChange: () => void): Reservation {
    const perSlot = new Map<string, number>();
    for (const host of hosts) perSlot.set(host, (perSlot.get(host) ?? 0) + 1);
    const slotsPerSecond = 1_000 / intervalMs;
    const { maxPerSecond, maxPerTargetPerSecond } = this.#limits;
    const reservable = (maxPerSecond ?? Number.POSITIVE_INFINITY) * RESERVABLE_RATIO;
    const shares = [share(hosts.length * slotsPerSecond, reservable - this.#perSecond)];
    for (const [host, attempts] of perSlot) {
      const limit = maxPerTargetPerSecond ?? Number.POSITIVE_INFINITY;
      shares.push(share(attempts * slotsPerSecond, limit - (this.#perSecondOf.get(host) ?? 0)));
    }
    const everySlots = Math.max(...shares);
    const change = (sign: 1 | -1) => {
      const slots = (sign * slotsPerSecond) / everySlots;
      this.#perSecond += hosts.length * slots;
      for (const [host, attempts] of perSlot) {
        this.#perSecondOf.set(host, (this.#perSecondOf.get(host) ?? 0) + attempts * slots);
      }
      onChange();
    };
    change(1);
    return { everySlots, release: () => change(-1) };
  }
}

/** Every how many slots `wanted` attempts per second fit into what is left. */
function share(wanted: number, left: number): number {
  // Sums of shares that were given back come out at zero only nearly.
  if (left < 1e-9) return Number.POSITIVE_INFINITY;
  return Math.max(1, Math.ceil(wanted / left - 1e-9));
}
