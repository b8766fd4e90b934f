/**
 * A status that turns over only after so many results in a row that speak against it. Before the first
 * such row it is what it was begun with: Route 53 takes a new check for healthy, the accelerator does
 * not know.
 */
export class ThresholdCounter<Initial extends boolean | undefined = boolean> {
  #threshold: number;
  #status: boolean | Initial;
  #last: boolean | undefined;
  #inARow = 0;

  /** @param threshold results in a row, from 1 on */
  constructor(threshold: number, initial: Initial) {
    this.#threshold = threshold;
    this.#status = initial;
  }

  get status(): boolean | Initial {
    return this.#status;
  }

  /** Counts a result; true when it turned the status over. */
  add(ok: boolean): boolean {
    this.#inARow = ok === this.#last ? this.#inARow + 1 : 1;
    this.#last = ok;
    return this.#settle();
  }

  /** Another threshold holds at once, for the results that are in already; true when it turned the status over. */
  setThreshold(threshold: number): boolean {
    this.#threshold = threshold;
    return this.#settle();
  }

  #settle(): boolean {
    if (this.#last === undefined || this.#last === this.#status) return false;
    if (this.#inARow < this.#threshold) return false;
    this.#status = this.#last;
    return true;
  }
}
