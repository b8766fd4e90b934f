import { CronExpressionParser } from "cron-parser";
import type { FailoverPlan } from "../contract/failover/failover-plan.ts";
import { firingLengthS } from "../core/failover-run/run-times.ts";
import { whyNot } from "./may-begin.ts";

const DAY_MS = 86_400_000;
const HORIZON_DAYS = 60;
/** Of plans that fire seldom, so many are looked at even beyond that. */
const LEAST_FIRINGS = 12;
const MOST_FIRINGS = 5_000;

/** A time at which the schedule of a plan fires. */
export type Firing = {
  readonly atMs: number;
  /** What keeps runs from beginning then; null where nothing does. */
  readonly kept: "window" | "blackout" | null;
  /** When its runs are over at the latest. */
  readonly untilMs: number;
};

/**
 * When a plan fires in the next 60 days, at least twelve times where it fires that often at all. Empty
 * without a schedule.
 *
 * @throws Error in which the cron expression is not understood
 */
export function firingsOf(plan: FailoverPlan, nowMs: number): Firing[] {
  if (plan.schedule === undefined) return [];
  const times = CronExpressionParser.parse(plan.schedule.cron, {
    tz: plan.timeZone,
    currentDate: new Date(nowMs),
  });
  const lengthMs = firingLengthS(plan) * 1_000;
  const found: Firing[] = [];
  while (found.length < MOST_FIRINGS) {
    const atMs = nextOf(times);
    if (atMs === null) break;
    if (atMs > nowMs + HORIZON_DAYS * DAY_MS && found.length >= LEAST_FIRINGS) break;
    found.push({ atMs, kept: whyNot(plan, atMs), untilMs: atMs + lengthMs });
  }
  return found;
}

/** Null of an expression such as the 31st of February, which fires at no time. */
function nextOf(times: ReturnType<typeof CronExpressionParser.parse>): number | null {
  try {
    return times.next().getTime();
  } catch {
    return null;
  }
}
