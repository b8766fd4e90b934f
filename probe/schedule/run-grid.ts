import { catchUp, firstSlot, type Grid, isTooLate, slotDueMs } from "./grid.ts";
import { spreadTargets } from "./spread.ts";

/** What is started on a grid: `targets` attempts per slot, in random order within `spreadMs`. */
export interface GridPlan {
  grid: Grid;
  targets: number;
  spreadMs: number;
}

/** What the loop calls; both must return at once, whatever they start. */
export interface GridEvents {
  /** An attempt starts `lateMs` after it was due (negative: a timer's fraction too early). */
  start(target: number, lateMs: number): void;
  /** `slots` attempts at a target are given up for being late. */
  countSkipped(target: number, slots: number): void;
}

/** Clock, timers and randomness of the loop. */
export interface GridEffects {
  nowMs(): number;
  /** Runs `task` after `delayMs`; returns how to prevent it. */
  after(delayMs: number, task: () => void): () => void;
  random(): number;
}

/** Timers are no finer than this. */
const TIMER_MS = 1;

/** The real clock and timers of this thread. */
const SYSTEM_GRID_EFFECTS: GridEffects = {
  nowMs: () => performance.now(),
  after(delayMs, task) {
    const timer = setTimeout(task, Math.round(delayMs));
    return () => clearTimeout(timer);
  },
  random: Math.random,
};

/**
 * Starts attempts in open loop: every slot at its own time on the grid, whether or not earlier
 * attempts have ended.
 *
 * @returns how to stop it
 */
export function runGrid(
  plan: GridPlan,
  events: GridEvents,
  effects: GridEffects = SYSTEM_GRID_EFFECTS,
): () => void {
  const { grid, targets, spreadMs } = plan;
  const pending = new Set<() => void>();
  let cancelSlot: () => void = () => undefined;
  let next = firstSlot(grid, effects.nowMs());

  function startOrSkip(target: number, dueMs: number): void {
    const nowMs = effects.nowMs();
    if (isTooLate(dueMs, nowMs, grid.intervalMs)) events.countSkipped(target, 1);
    else events.start(target, nowMs - dueMs);
  }

  function startLater(target: number, dueMs: number): void {
    const cancel = effects.after(dueMs - effects.nowMs(), () => {
      pending.delete(cancel);
      startOrSkip(target, dueMs);
    });
    pending.add(cancel);
  }

  function startSlot(slot: number): void {
    for (const { target, offsetMs } of spreadTargets(targets, spreadMs, effects.random)) {
      const dueMs = slotDueMs(grid, slot) + offsetMs;
      if (offsetMs < TIMER_MS) startOrSkip(target, dueMs);
      else startLater(target, dueMs);
    }
  }

  function onSlotTimer(): void {
    const { slot, skipped } = catchUp(grid, next, effects.nowMs());
    for (let target = 0; skipped > 0 && target < targets; target += 1) {
      events.countSkipped(target, skipped);
    }
    // Catching up may lead to a slot that is still to come: then nothing starts now.
    const isDue = slotDueMs(grid, slot) - effects.nowMs() < TIMER_MS;
    next = isDue ? slot + 1 : slot;
    arm();
    if (isDue) startSlot(slot);
  }

  function arm(): void {
    cancelSlot = effects.after(slotDueMs(grid, next) - effects.nowMs(), onSlotTimer);
  }

  arm();
  return () => {
    cancelSlot();
    for (const cancel of pending) cancel();
    pending.clear();
  };
}
