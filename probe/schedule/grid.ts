/** An endless row of slots on the monotonic clock: slot k is due at `startMs + k * intervalMs`. */
export interface Grid {
  startMs: number;
  intervalMs: number;
}

/** A start later than this share of the interval would be nearer to the next slot: it is skipped. */
const LATEST_START_RATIO = 0.5;

/** When a slot is due, in monotonic milliseconds. */
export function slotDueMs(grid: Grid, slot: number): number {
  return grid.startMs + slot * grid.intervalMs;
}

/** The first slot that is due at `nowMs` or later. */
export function firstSlot(grid: Grid, nowMs: number): number {
  const slot = Math.max(0, Math.ceil((nowMs - grid.startMs) / grid.intervalMs));
  return slotDueMs(grid, slot) < nowMs ? slot + 1 : slot;
}

/** True when something due at `dueMs` must not start any more at `nowMs`. */
export function isTooLate(dueMs: number, nowMs: number, intervalMs: number): boolean {
  return nowMs - dueMs > LATEST_START_RATIO * intervalMs;
}

/** The slot to start now, given that `slot` was to be next, and how many are lost for being late. */
export function catchUp(
  grid: Grid,
  slot: number,
  nowMs: number,
): { slot: number; skipped: number } {
  if (!isTooLate(slotDueMs(grid, slot), nowMs, grid.intervalMs)) return { slot, skipped: 0 };
  const latestStartMs = LATEST_START_RATIO * grid.intervalMs;
  let next = Math.max(slot, Math.ceil((nowMs - latestStartMs - grid.startMs) / grid.intervalMs));
  if (isTooLate(slotDueMs(grid, next), nowMs, grid.intervalMs)) next += 1;
  return { slot: next, skipped: next - slot };
}
