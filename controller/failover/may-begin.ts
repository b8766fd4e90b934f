import type { FailoverPlan } from "../contract/failover/failover-plan.ts";
import type { Weekday, WeeklyWindow } from "../contract/failover/failover-schedule.ts";
import { localTime } from "./local-time.ts";

const WEEK: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** What keeps a run of a plan from beginning at a moment: none of its windows, or a blackout. */
export function whyNot(plan: FailoverPlan, atMs: number): "window" | "blackout" | null {
  const { date, weekday, minuteOfDay } = localTime(atMs, plan.timeZone);
  if (plan.blackouts.some(({ from, to }) => from <= date && date <= to)) return "blackout";
  if (plan.windows.length === 0) return null;
  return plan.windows.some((window) => isWithin(window, weekday, minuteOfDay)) ? null : "window";
}

function isWithin({ days, from, to }: WeeklyWindow, weekday: Weekday, minute: number): boolean {
  const [begins, ends] = [minutesOf(from), minutesOf(to)];
  const isToday = days.includes(weekday);
  if (begins < ends) return isToday && begins <= minute && minute < ends;
  const yesterday = WEEK[(WEEK.indexOf(weekday) + 6) % 7];
  const isFromYesterday = yesterday !== undefined && days.includes(yesterday);
  return (isToday && minute >= begins) || (isFromYesterday && minute < ends);
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}
