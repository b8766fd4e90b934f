import type { LabClock } from "../clock.ts";
import type { ProbeOutcome } from "./probe-target.ts";
import { ThresholdCounter } from "./threshold-counter.ts";

/** What a checker said last. */
export interface CheckerReport {
  readonly reason: string;
  /** Lab time at which the call began. */
  readonly checkedAtMs: number;
}

export interface CheckerOptions {
  readonly clock: LabClock;
  readonly intervalMs: number;
  /** Results in a row that turn the status over. */
  readonly failureThreshold: number;
  /** What the endpoint is taken for before the first such row. */
  readonly initialStatus: boolean | "unknown";
  /** From an answer to the next call passes the interval, or from call to call; the first where left out. */
  readonly rhythm?: "from-answer" | "from-call";
  /** When it first calls, as a share of the interval: 0 to 1. */
  readonly phase: number;
  /** Never rejects. */
  readonly probe: () => Promise<ProbeOutcome>;
  /** Told after a result that turned the checker's status over. */
  readonly onTurn: () => void;
}

/**
 * One of those that call an endpoint, by nobody's rhythm but its own. What it takes the endpoint for
 * stays so until so many calls in a row say otherwise.
 */
export class Checker {
  readonly #options: CheckerOptions;
  readonly #counter: ThresholdCounter<boolean | undefined>;
  #last: CheckerReport | undefined;
  #lastFailure: CheckerReport | undefined;
  #stopped = false;
  #callOff: () => void;

  constructor(options: CheckerOptions) {
    this.#options = options;
    const { failureThreshold, initialStatus } = options;
    const initial = initialStatus === "unknown" ? undefined : initialStatus;
    this.#counter = new ThresholdCounter<boolean | undefined>(failureThreshold, initial);
    this.#callOff = this.#callAfter(options.phase * options.intervalMs);
  }

  get isHealthy(): boolean {
    return this.#counter.status === true;
  }

  /** Undefined while it is not known. */
  get status(): boolean | undefined {
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
    const { clock, intervalMs, probe, rhythm } = this.#options;
    const checkedAtMs = clock.nowMs();
    const { ok, reason } = await probe();
    if (this.#stopped) return;
    const passedMs = rhythm === "from-call" ? clock.nowMs() - checkedAtMs : 0;
    this.#callOff = this.#callAfter(Math.max(0, intervalMs - passedMs));
    this.#last = { reason, checkedAtMs };
    if (!ok) this.#lastFailure = this.#last;
    if (this.#counter.add(ok)) this.#options.onTurn();
  }
}
