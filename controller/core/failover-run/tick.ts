import { observeUntilMs } from "./actions-of.ts";
import { endBefore, entered, toRestore } from "./moves.ts";
import type { RunStatus, Step } from "./run-status.ts";

/** How long each state may take, milliseconds. */
const PREFLIGHT_MS = 300_000;
const APPROVAL_MS = 86_400_000;
const BASELINE_GRACE_MS = 120_000;
const ARMING_MS = 30_000;
const INJECTING_MS = 60_000;
const RESTORING_MS = 30_000;
const SCORING_MS = 300_000;

/** What a run does when nothing happened but time. */
export function afterTick(status: RunStatus, nowMs: number): Step {
  const takenMs = nowMs - status.enteredAtMs;
  switch (status.state) {
    case "preflight":
      if (takenMs <= PREFLIGHT_MS) break;
      return endBefore(status, "refused", "the conditions were not checked in time", nowMs);
    case "waiting_for_approval":
      if (takenMs <= APPROVAL_MS) break;
      return endBefore(status, "refused", "nobody approved it within a day", nowMs);
    case "baseline":
      if (takenMs <= status.plan.baselineS * 1_000 + BASELINE_GRACE_MS) break;
      return endBefore(status, "refused", "nothing told whether all was steady", nowMs);
    case "inject":
      return injecting(status, takenMs, nowMs);
    case "observe":
      if (nowMs < observeUntilMs(status)) break;
      return toRestore(status, null, null, nowMs);
    // Whoever restores or verifies may have died; both may be done again.
    case "restore":
    case "verify":
      if (takenMs <= RESTORING_MS) break;
      return entered({ ...status, attempts: status.attempts + 1 }, "restore", nowMs);
    case "scored": {
      if (takenMs <= SCORING_MS) break;
      const why = status.why ?? "it was not scored in time";
      const over = { ...status, end: status.end ?? ("inconclusive" as const), why, isOver: true };
      return { status: over, actions: [{ kind: "report" }] };
    }
  }
  return { status, actions: [] };
}

function injecting(status: RunStatus, takenMs: number, nowMs: number): Step {
  if (status.deadlineAtMs === null) {
    if (takenMs <= ARMING_MS) return { status, actions: [] };
    const why = "the dead man's timer could not be armed in time";
    return endBefore(status, "failed", why, nowMs);
  }
  if (takenMs <= ARMING_MS + INJECTING_MS && nowMs < observeUntilMs(status)) {
    return { status, actions: [] };
  }
  return toRestore(status, "failed", "the failure was not confirmed in time", nowMs);
}
