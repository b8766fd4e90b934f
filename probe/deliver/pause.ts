/** A wait that somebody else may cut short. */
export class Pause {
  #end: (() => void) | null = null;
  #isSkipped = false;

  /** Waits; returns at once if `end` was called since the last wait. */
  async wait(durationMs: number): Promise<void> {
    if (!this.#isSkipped) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, durationMs);
        this.#end = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#end = null;
    this.#isSkipped = false;
  }

  /** Ends the wait that is going on, or else the next one. */
  end(): void {
    this.#isSkipped = true;
    this.#end?.();
  }

  /** Forgets an `end` that came before there was a wait. */
  forget(): void {
    this.#isSkipped = false;
  }
}
