import type { LabClock } from "../clock.ts";
import type { Random } from "../delay/random.ts";
import type { HealthStatuses } from "./health-statuses.ts";

/** A status turned over: for the checkers, or, some time later, for the answers of the name servers. */
export interface HealthEvent {
  readonly healthCheckId: string;
  readonly atLabMs: number;
  /** Unix ms. */
  readonly wallMs: number;
  readonly status: "healthy" | "unhealthy";
  readonly published: boolean;
}

/** `longestDelayMs` in lab time; the delay of each turn is drawn evenly from 0 to it. */
export interface PublisherOptions {
  readonly clock: LabClock;
  readonly random: Random;
  readonly wallNowMs: () => number;
  readonly longestDelayMs: number;
}

interface Entry {
  isHealthy: boolean;
  published: boolean;
  publishedAtMs: number;
  turns: number;
  publishedTurn: number;
}

/** A long-lived lab forgets the oldest turns. */
const MOST_EVENTS = 10_000;

/**
 * Takes statuses from where they arise to where answers are made, each after a delay of its own and
 * never out of turn. AWS gives no figure for the delay.
 */
export class Publisher implements HealthStatuses {
  readonly #options: PublisherOptions;
  readonly #entries = new Map<string, Entry>();
  readonly #events: HealthEvent[] = [];
  readonly #listeners = new Set<(event: HealthEvent) => void>();

  constructor(options: PublisherOptions) {
    this.#options = options;
  }

  /** The latest turns, in their order. */
  get events(): readonly HealthEvent[] {
    return this.#events;
  }

  /** Tells of every turn from now on; the answer ends that. */
  onEvent(listener: (event: HealthEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  isHealthy(healthCheckId: string): boolean {
    return this.#entries.get(healthCheckId)?.published ?? true;
  }

  /** Begins with a status that counts at once. */
  begin(id: string, isHealthy: boolean): void {
    const publishedAtMs = this.#options.clock.nowMs();
    const none = { publishedAtMs, turns: 0, publishedTurn: 0 };
    this.#entries.set(id, { isHealthy, published: isHealthy, ...none });
  }

  forget(id: string): void {
    this.#entries.delete(id);
  }

  /** Notes what is true now; does nothing where that was known. */
  note(id: string, isHealthy: boolean): void {
    const entry = this.#entries.get(id);
    if (entry === undefined || entry.isHealthy === isHealthy) return;
    entry.isHealthy = isHealthy;
    this.#log(id, isHealthy, false);
    const { clock, random, longestDelayMs } = this.#options;
    const nowMs = clock.nowMs();
    entry.publishedAtMs = Math.max(entry.publishedAtMs, nowMs + random() * longestDelayMs);
    entry.turns += 1;
    const turn = entry.turns;
    clock.after(entry.publishedAtMs - nowMs, () => {
      // Timers of the same time may ring in any order: what is older than the answers counts no more.
      if (this.#entries.get(id) !== entry || turn < entry.publishedTurn) return;
      entry.publishedTurn = turn;
      entry.published = isHealthy;
      this.#log(id, isHealthy, true);
    });
  }

  #log(healthCheckId: string, isHealthy: boolean, published: boolean): void {
    const { clock, wallNowMs } = this.#options;
    const event = {
      healthCheckId,
      atLabMs: clock.nowMs(),
      wallMs: wallNowMs(),
      status: isHealthy ? "healthy" : "unhealthy",
      published,
    } as const;
    this.#events.push(event);
    if (this.#events.length > MOST_EVENTS) this.#events.shift();
    for (const listener of this.#listeners) listener(event);
  }
}
