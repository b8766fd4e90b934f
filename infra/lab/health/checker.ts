import type { LabClock } from "../clock.ts";
import type { CheckerPlace } from "./checker-places.ts";
import type { ProbeOutcome } from "./probe-target.ts";
import { ThresholdCounter } from "./threshold-counter.ts";

/** What a checker said last. */
export interface CheckerReport {
  readonly reason: string;
  /** Lab time at which the call began. */
  readonly checkedAtMs: number;
}

export interface CheckerOptions {
  readonly place: CheckerPlace;
  readonly clock: LabClock;
  readonly intervalMs: number;
  readonly failureThreshold: number;
  /** When it first calls, as a share of the interval: 0 to 1. */
  readonly phase: number;
  /** Never rejects. */
  readonly probe: () => Promise<ProbeOutcome>;
  /** Told after a result that turned the checker's status over. */
  readonly onTurn: () => void;
}

/**
 * One of the many that call an endpoint, by nobody's rhythm but its own: from an answer to its next
 * call passes the interval. It takes the endpoint for healthy until so many calls in a row say
 * otherwise.
 */
export class Checker {
  readonly place: CheckerPlace;
  readonly #options: CheckerOptions;
  readonly #counter: ThresholdCounter;
  #last: CheckerReport | undefined;
  #lastFailure: CheckerReport | undefined;
  #stopped = false;
  #callOff: () => void;

  constructor(options: CheckerOptions) {
    this.place = options.place;
    this.#options = options;
    this.#counter = new ThresholdCounter(options.failureThreshold, true);
    this.#callOff = this.#callAfter(options.phase * options.intervalMs);
  }

  get isHealthy(): boolean {
    return this.#counter.status;
  }

  /** Undefined before the first answer. */
  get last(): CheckerReport | undefined {
    return this.#last;
  }

  get lastFailure(): CheckerReport | undefined {
    return this.#lastFailure;
  }

  /** True when it turned the status over. */
  setFailureThreshold(threshold: number): boolean {
    return this.#counter.setThreshold(threshold);
  }

  /** It calls no more, and a call that is underway counts for nothing. */
  stop(): void {
    this.#stopped = true;
    this.#callOff();
  }

  #callAfter(labMs: number): () => void {
    return this.#options.clock.after(labMs, () => void this.#call());
  }

  async #call(): Promise<void> {
    const checkedAtMs = this.#options.clock.nowMs();
    const { ok, reason } = await this.#options.probe();
    if (this.#stopped) return;
    this.#callOff = this.#callAfter(this.#options.intervalMs);
    this.#last = { reason, checkedAtMs };
    if (!ok) this.#lastFailure = this.#last;
    if (this.#counter.add(ok)) this.#options.onTurn();
  }
}
