export type SignalMeaning = "stop" | "same-press" | "kill";

/**
 * npm passes Ctrl-C on to a process that the terminal has told already, so one press arrives twice.
 */
const ONE_PRESS_MS = 500;

/** What a signal means, given when the first one came (null: this is the first). */
export function meaningOfSignal(firstAtMs: number | null, nowMs: number): SignalMeaning {
  if (firstAtMs === null) return "stop";
  return nowMs - firstAtMs < ONE_PRESS_MS ? "same-press" : "kill";
}

export interface StopSignalHandlers {
  onStop: () => void;
  onKill: () => void;
}

const STOP_SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Listens until the returned function is called. */
export function listenForStopSignals(handlers: StopSignalHandlers): () => void {
  let firstAtMs: number | null = null;
  const onSignal = () => {
    const nowMs = Date.now();
    const meaning = meaningOfSignal(firstAtMs, nowMs);
    firstAtMs ??= nowMs;
    if (meaning === "stop") handlers.onStop();
    else if (meaning === "kill") handlers.onKill();
  };
  for (const signal of STOP_SIGNALS) process.on(signal, onSignal);
  return () => {
    for (const signal of STOP_SIGNALS) process.off(signal, onSignal);
  };
}

/**
 * A fault that nobody caught still ends in good order: the first one is handed on instead of ending
 * the process on the spot.
 */
export function listenForFaults(onFault: (error: unknown) => void): () => void {
  process.on("uncaughtException", onFault);
  process.on("unhandledRejection", onFault);
  return () => {
    process.off("uncaughtException", onFault);
    process.off("unhandledRejection", onFault);
  };
}
