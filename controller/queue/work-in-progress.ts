import { setTimeout as delay } from "node:timers/promises";

const LOOK_EVERY_MS = 50;

/** Knows how many jobs a process has in work. */
export type WorkInProgress = {
  /** The same work, counted while it lasts. */
  counted<Args extends unknown[], Result>(
    work: (...args: Args) => Promise<Result>,
  ): (...args: Args) => Promise<Result>;
  /** Resolves once nothing has been in work for so long, or with the signal. */
  idle(forMs: number, signal: AbortSignal): Promise<void>;
};

export function workInProgress(): WorkInProgress {
  let count = 0;
  return {
    counted:
      (work) =>
      async (...args) => {
        count += 1;
        try {
          return await work(...args);
        } finally {
          count -= 1;
        }
      },
    async idle(forMs, signal) {
      let sinceMs = performance.now();
      while (!signal.aborted && performance.now() - sinceMs < forMs) {
        await delay(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
        if (count > 0) sinceMs = performance.now();
      }
    },
  };
}
