/** Aborted by the first Ctrl-C or SIGTERM; a second one ends the program at once. */
export type Interruption = { readonly signal: AbortSignal; release(): void };

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Why a command ends that was told to. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

/** Lets a command clean up after itself when it is told to end. */
export function onInterrupt(): Interruption {
  const controller = new AbortController();
  const release = () => {
    for (const signal of SIGNALS) process.off(signal, abort);
  };
  const abort = () => {
    release();
    controller.abort(new Interrupted("interrupted"));
  };
  for (const signal of SIGNALS) process.on(signal, abort);
  return { signal: controller.signal, release };
}
