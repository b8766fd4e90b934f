import type { RunAction, RunStatus } from "./run-status.ts";
import { deadlineS, observeS } from "./run-times.ts";

/** Between tries to restore: twice as long each time, up to ten seconds. */
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
/** Restored before the dead man's timer has to, which is a second line and no plan. */
const AHEAD_OF_DEADLINE_MS = 2_000;

/** When observing ends at the latest, epoch milliseconds. */
export function observeUntilMs({ plan, injected, deadlineAtMs }: RunStatus): number {
  const deadline = (deadlineAtMs ?? 0) - AHEAD_OF_DEADLINE_MS;
  if (injected === null) return deadline;
  return Math.min(deadline, Math.ceil(injected.byUs / 1_000) + observeS(plan) * 1_000);
}

/** What is to be done where a run stands; asked again, it tells the same. */
export function actionsOf(status: RunStatus, nowMs: number): readonly RunAction[] {
  const { state, plan } = status;
  switch (state) {
    case "preflight":
      return [{ kind: "check_preflight" }];
    case "waiting_for_approval":
      return [{ kind: "ask_approval", of: plan.approver ?? "" }];
    case "baseline": {
      const untilMs = status.enteredAtMs + plan.baselineS * 1_000;
      return [{ kind: "predict" }, { kind: "watch_baseline", untilMs }];
    }
    case "inject":
      if (status.deadlineAtMs !== null) return [{ kind: "inject" }];
      return [{ kind: "arm", deadlineAtMs: nowMs + deadlineS(plan) * 1_000 }];
    case "observe":
      return [{ kind: "observe", untilMs: observeUntilMs(status) }];
    case "restore":
      return [{ kind: "restore", notBeforeMs: restoreAtMs(status) }];
    case "verify":
      return [{ kind: "verify" }];
    case "scored":
      return [{ kind: "release" }, { kind: status.isOver ? "report" : "score" }];
  }
}

function restoreAtMs({ enteredAtMs, attempts }: RunStatus): number {
  if (attempts === 0) return enteredAtMs;
  return enteredAtMs + Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempts - 1));
}
