import { AttemptError } from "./attempt-error.ts";

/** Ends an operation that has been given up; what it still reports is ignored. */
export type Cancel = () => void;

/** How an operation reports its end. */
export interface Settle<Value> {
  resolve(value: Value): void;
  reject(error: unknown): void;
}

/** The time-out of one attempt, over all the operations it consists of, one after the other. */
export class Deadline {
  readonly timeoutMs: number;
  readonly #timer: NodeJS.Timeout;
  #expired = false;
  #expire: (() => void) | null = null;

  constructor(timeoutMs: number) {
    this.timeoutMs = timeoutMs;
    this.#timer = setTimeout(() => {
      // Timers run before sockets are read: after a stall the answer may be there already.
      setImmediate(() => {
        this.#expired = true;
        this.#expire?.();
      });
    }, timeoutMs);
  }

  /** Whether time is up. */
  get hasExpired(): boolean {
    return this.#expired;
  }

  /**
   * Runs one operation. When time is up it is cancelled and the promise rejects.
   *
   * @param lateAs what an attempt that runs out of time here counts as
   * @throws AttemptError at the time-out, else what the operation rejects with
   */
  run<Value>(
    operation: (settle: Settle<Value>) => Cancel,
    lateAs: "lost" | "dns" = "lost",
  ): Promise<Value> {
    return new Promise((resolve, reject) => {
      const late = () =>
        new AttemptError(
          lateAs,
          `no ${lateAs === "dns" ? "name" : "answer"} within ${this.timeoutMs} ms`,
        );
      if (this.#expired) {
        reject(late());
        return;
      }
      let settled = false;
      const finish = (report: () => void) => {
        if (settled) return;
        settled = true;
        this.#expire = null;
        report();
      };
      let cancel: Cancel = () => undefined;
      this.#expire = () =>
        finish(() => {
          cancel();
          reject(late());
        });
      cancel = operation({
        resolve: (value) => finish(() => resolve(value)),
        reject: (error) => finish(() => reject(error)),
      });
    });
  }

  /** Stops the clock; to be called when the attempt has ended. */
  clear(): void {
    clearTimeout(this.#timer);
  }
}
