import type { FailoverPlan } from "../contract/failover/failover-plan.ts";
import { firingsOf } from "./firings.ts";

/** When the schedule of a plan begins a run next, epoch milliseconds; null where it does not. */
export function nextRunAtMs(plan: FailoverPlan, nowMs: number): number | null {
  return firingsOf(plan, nowMs).find(({ kept }) => kept === null)?.atMs ?? null;
}
