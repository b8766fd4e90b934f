import type { RateLimits } from "./rate-limits.ts";

/** Of the limit of the whole process, the rest is left to attempts that ask one by one. */
const RESERVABLE_RATIO = 0.5;

/** A share of the limits set aside for attempts that another program starts. */
export interface Reservation {
  /** Only every so many slots may be used now; infinite where nothing is left. */
  readonly everySlots: number;
  release(): void;
}

/** What one reservation asks for, and what it gets. */
interface Held {
  attemptsPerSlot: number;
  perSlotOf: ReadonlyMap<string, number>;
  slotsPerSecond: number;
  everySlots: number;
}

/**
 * Allots the owner's limits to programs that start attempts on their own clock: the first who asked come
 * first, after the rounds that come before all others.
 */
export class Reservations {
  readonly #limits: RateLimits;
  readonly #held = new Set<Held>();
  #demandPerSecond = 0;
  #perSecond = 0;

  constructor(limits: RateLimits) {
    this.#limits = limits;
  }

  /** What is set aside altogether, in attempts per second. */
  get perSecond(): number {
    return this.#perSecond;
  }

  /**
   * Sets aside what one attempt at each host per slot takes, or per so many slots as keep it within the
   * limits. Hosts are counted apart from those that are asked for one by one.
   *
   * @param hosts one per attempt of a slot
   */
  reserve(hosts: readonly string[], intervalMs: number): Reservation {
    const perSlotOf = new Map<string, number>();
    for (const host of hosts) perSlotOf.set(host, (perSlotOf.get(host) ?? 0) + 1);
    const slotsPerSecond = 1_000 / intervalMs;
    const held = { attemptsPerSlot: hosts.length, perSlotOf, slotsPerSecond, everySlots: 1 };
    this.#held.add(held);
    this.#allot();
    return {
      get everySlots() {
        return held.everySlots;
      },
      release: () => {
        this.#held.delete(held);
        this.#allot();
      },
    };
  }

  /** Leaves so many attempts per second to rounds that come first. */
  leave(perSecond: number): void {
    this.#demandPerSecond = perSecond;
    this.#allot();
  }

  #allot(): void {
    const whole = this.#limits.maxPerSecond ?? Number.POSITIVE_INFINITY;
    const perTarget = this.#limits.maxPerTargetPerSecond ?? Number.POSITIVE_INFINITY;
    const reservable = Math.min(whole * RESERVABLE_RATIO, whole - this.#demandPerSecond);
    const usedOf = new Map<string, number>();
    this.#perSecond = 0;
    for (const held of this.#held) {
      const { attemptsPerSlot, perSlotOf, slotsPerSecond } = held;
      held.everySlots = share(attemptsPerSlot * slotsPerSecond, reservable - this.#perSecond);
      for (const [host, attempts] of perSlotOf) {
        const left = perTarget - (usedOf.get(host) ?? 0);
        held.everySlots = Math.max(held.everySlots, share(attempts * slotsPerSecond, left));
      }
      const usedPerSecond = slotsPerSecond / held.everySlots;
      this.#perSecond += attemptsPerSlot * usedPerSecond;
      for (const [host, attempts] of perSlotOf) {
        usedOf.set(host, (usedOf.get(host) ?? 0) + attempts * usedPerSecond);
      }
    }
  }
}

/** Every how many slots `wanted` attempts per second fit into what is left. */
function share(wanted: number, left: number): number {
  // Sums of fractions come out at zero only nearly.
  if (left < 1e-9) return Number.POSITIVE_INFINITY;
  return Math.max(1, Math.ceil(wanted / left - 1e-9));
}
