import { HOUR_MS } from "../fold/hour.ts";
import { DAY_MS } from "../fold/tier.ts";

/** Evidence of less than a day moves by the minute. */
const GROWING_EVERY_MS = 300_000;
/** A service rests so many times as long as advising it took: on a large estate folding goes on beside it. */
const RESTS = 20;

export interface Evaluated {
  readonly startedMs: number;
  readonly endedMs: number;
  /** Start of the evidence; null without any, or where it is an import that does not grow. */
  readonly growsSinceMs: number | null;
  readonly everyMs: number;
}

/** When a service is to be evaluated again, unless somebody asks for it: soon while its evidence is young. */
export function nextEvaluationMs(evaluated: Evaluated): number {
  const { startedMs, endedMs, growsSinceMs, everyMs } = evaluated;
  const restedMs = endedMs + RESTS * (endedMs - startedMs);
  const ageMs = growsSinceMs === null ? Number.POSITIVE_INFINITY : startedMs - growsSinceMs;
  if (ageMs <= HOUR_MS) return Math.min(restedMs, startedMs + everyMs);
  const pauseMs = ageMs <= DAY_MS ? Math.min(GROWING_EVERY_MS, everyMs) : everyMs;
  return Math.max(restedMs, startedMs + pauseMs);
}
