import { setTimeout as delay } from "node:timers/promises";

/** Time, as a dead man's timer sees it. */
export type GuardClock = {
  /** Epoch milliseconds. */
  nowMs(): number;
  /** Milliseconds since some moment, by a clock that nobody sets. */
  steadyMs(): number;
  /** Resolves early, and does not reject, where the signal is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
};

export const systemClock: GuardClock = {
  nowMs: () => Date.now(),
  steadyMs: () => performance.now(),
  async sleep(ms, signal) {
    await delay(ms, undefined, { signal }).catch(() => undefined);
  },
};

/**
 * Whether a moment has come: by the clock of the machine, or by how much time has passed since this was
 * called. The first of the two counts, so that a clock that is set back puts nothing off.
 */
export function comesAt(atMs: number, clock: GuardClock): () => boolean {
  const steadyAtMs = clock.steadyMs() + Math.max(0, atMs - clock.nowMs());
  return () => clock.nowMs() >= atMs || clock.steadyMs() >= steadyAtMs;
}
