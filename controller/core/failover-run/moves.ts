import type { PreflightRow, RunEnd, RunState } from "../../contract/failover/failover-record.ts";
import { actionsOf } from "./actions-of.ts";
import type { RunStatus, Step } from "./run-status.ts";

/** Into a state, and what is to be done there. */
export function entered(status: RunStatus, state: RunState, nowMs: number): Step {
  const moved = { ...status, state, enteredAtMs: nowMs };
  return { status: moved, actions: actionsOf(moved, nowMs) };
}

/** Ends a run before anything can have been injected: there is nothing to restore or to score. */
export function endBefore(status: RunStatus, end: RunEnd, why: string, nowMs: number): Step {
  const over = { ...status, state: "scored", enteredAtMs: nowMs, end, why, isOver: true } as const;
  return { status: over, actions: actionsOf(over, nowMs) };
}

/** On to restoring; what was said first of how the run ends stays. */
export function toRestore(
  status: RunStatus,
  end: RunEnd | null,
  why: string | null,
  nowMs: number,
): Step {
  const ending = status.end === null ? { ...status, end, why } : status;
  return entered(ending, "restore", nowMs);
}

/** Any condition that is not met, or not known to be, refuses the run. */
export function afterPreflight(
  status: RunStatus,
  rows: readonly PreflightRow[],
  nowMs: number,
): Step {
  const open = rows.filter(({ verdict }) => verdict !== "pass");
  if (open.length > 0) {
    const why = open.map(({ check, verdict, reason }) => `${check} (${verdict}): ${reason}`);
    return endBefore(status, "refused", why.join("; "), nowMs);
  }
  const { approver } = status.plan;
  if (approver !== undefined && status.approvedBy === null) {
    return entered(status, "waiting_for_approval", nowMs);
  }
  return entered(status, "baseline", nowMs);
}
