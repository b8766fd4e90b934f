/**
 * The lab's own time, which runs `factor` times as fast as the wall's: health checks, propagation
 * and TTLs go by it. Delays of the network do not; they are what is measured.
 */
export interface LabClock {
  readonly factor: number;
  /** Unix ms of the lab; at the start that of the wall. */
  nowMs(): number;
  /** Runs once after a while of lab time, at least 0 ms; the answer calls it off. */
  after(labMs: number, run: () => void): () => void;
  /** How long a while of lab time takes by the wall, ms. */
  wallMs(labMs: number): number;
  /** Calls off everything that is still to run. */
  close(): void;
}

/** Longest time-out that timers keep, 2^31 - 1 ms. */
const LONGEST_MS = 2_147_483_647;

/** Starts a clock. @param factor from 1 on. */
export function startLabClock(factor: number): LabClock {
  const startedAtMs = Date.now();
  const origin = performance.now();
  const pending = new Set<NodeJS.Timeout>();
  const wallMs = (labMs: number) => labMs / factor;
  return {
    factor,
    wallMs,
    nowMs: () => startedAtMs + (performance.now() - origin) * factor,
    after: (labMs, run) => {
      const timer = setTimeout(
        () => {
          pending.delete(timer);
          run();
        },
        Math.min(LONGEST_MS, wallMs(Math.max(0, labMs))),
      );
      pending.add(timer);
      return () => {
        pending.delete(timer);
        clearTimeout(timer);
      };
    },
    close: () => {
      for (const timer of pending) clearTimeout(timer);
      pending.clear();
    },
  };
}
