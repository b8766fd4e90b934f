import type { LabClock } from "../clock.ts";
import type { ProbeOutcome } from "./probe-target.ts";

/** One call while it lasts: ends once, by its answer or at the limit of its present step. */
export class ProbeCall {
  readonly #clock: LabClock;
  readonly #done: (outcome: ProbeOutcome) => void;
  readonly #beganMs: number;
  #callOff: (() => void) | undefined;
  #cleanUp: (() => void) | undefined;
  #ended = false;

  constructor(clock: LabClock, done: (outcome: ProbeOutcome) => void) {
    this.#clock = clock;
    this.#done = done;
    this.#beganMs = clock.nowMs();
  }

  /** Begins a step that may take so long. */
  limit(labMs: number, reason: string): void {
    if (this.#ended) return;
    this.#callOff?.();
    this.#callOff = this.#clock.after(labMs, () => this.end(false, reason));
  }

  /** What is to be closed at the end. */
  closes(cleanUp: () => void): void {
    this.#cleanUp = cleanUp;
  }

  /** Only the first end counts. */
  end(ok: boolean, reason: string): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#callOff?.();
    this.#cleanUp?.();
    this.#done({ ok, reason, tookLabMs: this.#clock.nowMs() - this.#beganMs });
  }
}
