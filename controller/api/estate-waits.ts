import type { Changes } from "../store/changes.ts";

/** Requests that are held until the estate changes: one timer each, and one listener for all. */
export type EstateWaits = {
  /**
   * Resolves at the next change of the estate, after `limitMs`, when `gone` is called, or when the
   * waits are closed. Changes from the moment of the call on count.
   */
  next(limitMs: number): { readonly ended: Promise<void>; gone(): void };
  /** Whether there is no more waiting, because the server stops. */
  isClosed(): boolean;
  close(): void;
};

export function openEstateWaits(changes: Pick<Changes, "listen">): EstateWaits {
  const waiting = new Set<() => void>();
  let isClosed = false;
  const endAll = () => {
    for (const end of [...waiting]) end();
  };
  const stop = changes.listen(({ kind }) => {
    if (kind === "estate") endAll();
  });
  return {
    next(limitMs) {
      let gone: () => void = () => undefined;
      const ended = new Promise<void>((resolve) => {
        if (isClosed) return resolve();
        gone = () => {
          clearTimeout(timer);
          waiting.delete(gone);
          resolve();
        };
        const timer = setTimeout(() => gone(), limitMs);
        waiting.add(gone);
      });
      return { ended, gone: () => gone() };
    },
    isClosed: () => isClosed,
    close() {
      isClosed = true;
      stop();
      endAll();
    },
  };
}
