import type { AdviceMemory } from "../../contract/scenario.ts";
import { DAY_MS } from "../fold/tier.ts";

/** A design that came out best, and in how many daily evaluations in a row. */
export type BestInARow = Pick<AdviceMemory, "best" | "inARow">;

/** What evaluations leave to those after them. */
export interface Remembered {
  /** UTC day of the last one, since the epoch. */
  readonly day: number;
  /** What counts for evaluations of that day … */
  readonly before: BestInARow;
  /** … and for those of later days. */
  readonly now: BestInARow;
}

const NOTHING: BestInARow = { best: null, inARow: 0 };

/** What an evaluation is told of those before it: however many there were in a day, that day counts once. */
export function bestBefore(kept: Remembered | null, atMs: number): BestInARow {
  if (kept === null) return NOTHING;
  return dayOf(atMs) > kept.day ? kept.now : kept.before;
}

/**
 * What is left after an evaluation that found `best`. Another one than before breaks the row at once, also
 * within a day.
 */
export function remember(kept: Remembered | null, best: string | null, atMs: number): Remembered {
  const before = bestBefore(kept, atMs);
  const day = Math.max(dayOf(atMs), kept?.day ?? 0);
  if (best === null) return { day, before: NOTHING, now: NOTHING };
  if (best === before.best) return { day, before, now: { best, inARow: before.inARow + 1 } };
  return { day, before: { best, inARow: 0 }, now: { best, inARow: 1 } };
}

function dayOf(atMs: number): number {
  return Math.floor(atMs / DAY_MS);
}
