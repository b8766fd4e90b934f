import type { RunEvent } from "../../contract/failover/failover-record.ts";
import { actionsOf } from "./actions-of.ts";
import { afterPreflight, endBefore, entered, toRestore } from "./moves.ts";
import type { RunStatus, Step } from "./run-status.ts";
import { afterTick } from "./tick.ts";

type Of<Kind extends RunEvent["kind"]> = Extract<RunEvent, { kind: Kind }>;

/**
 * What a run does next. An event that does not belong to where the run stands changes nothing. Whatever
 * comes, a run in which something may have been injected goes on restoring until that was verified.
 *
 * @param status null before the first event
 * @throws Error when the first event is not that it began
 */
export function next(status: RunStatus | null, event: RunEvent, nowMs: number): Step {
  if (status === null) {
    if (event.kind === "begun") return begun(event, nowMs);
    throw new Error(`a run begins with begun, not with ${event.kind}`);
  }
  if (status.isOver) return afterTheEnd(status, event, nowMs);
  if (event.kind === "tick") return afterTick(status, nowMs);
  if (event.kind === "resumed") return resumed(status, nowMs);
  if (event.kind === "abort") return aborted(status, event, nowMs);
  return isStill(event) ? { status, actions: [] } : byState(status, event, nowMs);
}

/** The state of a run as its record tells it. @throws Error when it does not begin with `begun` */
export function replay(events: readonly { event: RunEvent; atMs: number }[]): RunStatus | null {
  return events.reduce<RunStatus | null>(
    (status, { event, atMs }) => next(status, event, atMs).status,
    null,
  );
}

type Still = Of<"begun" | "predicted" | "noted" | "reported">;
type Rest = Exclude<RunEvent, Still | Of<"tick" | "resumed" | "abort">>;

/** What is kept of a run and does not move it. */
function isStill(event: Rest | Still): event is Still {
  return ["begun", "predicted", "noted", "reported"].includes(event.kind);
}

function byState(status: RunStatus, event: Rest, nowMs: number): Step {
  switch (status.state) {
    case "preflight":
    case "waiting_for_approval":
      return beforeBaseline(status, event, nowMs);
    case "baseline":
    case "inject":
      return beforeFailure(status, event, nowMs);
    case "observe":
      return whileFailing(status, event, nowMs);
    case "restore":
    case "verify":
      return whileRestoring(status, event, nowMs);
    case "scored":
      return whenScored(status, event, nowMs);
  }
}

function begun({ plan }: Of<"begun">, nowMs: number): Step {
  const status: RunStatus = {
    plan,
    state: "preflight",
    begunAtMs: nowMs,
    enteredAtMs: nowMs,
    approvedBy: null,
    deadlineAtMs: null,
    injected: null,
    restored: null,
    attempts: 0,
    result: null,
    end: null,
    why: null,
    isOver: false,
    isReported: false,
  };
  return { status, actions: actionsOf(status, nowMs) };
}

function beforeBaseline(status: RunStatus, event: Rest, nowMs: number): Step {
  const isWaiting = status.state === "waiting_for_approval";
  if (event.kind === "preflight_checked" && !isWaiting) {
    return afterPreflight(status, event.rows, nowMs);
  }
  // What was true when approval was asked for may not be any more.
  if (event.kind === "approved" && isWaiting) {
    return entered({ ...status, approvedBy: event.by }, "preflight", nowMs);
  }
  if (event.kind === "declined" && isWaiting) {
    return endBefore(status, "refused", `${event.by} declined: ${event.reason}`, nowMs);
  }
  return { status, actions: [] };
}

function beforeFailure(status: RunStatus, event: Rest, nowMs: number): Step {
  const isBaseline = status.state === "baseline";
  if (event.kind === "guard_tripped") {
    const why = `${event.guard}: ${event.reason}`;
    return mayBeInjected(status)
      ? toRestore(status, "aborted", why, nowMs)
      : endBefore(status, "aborted", why, nowMs);
  }
  if (isBaseline && event.kind === "baseline_unsteady") {
    const why = `not steady before the failure: ${event.reason}`;
    return endBefore(status, "refused", why, nowMs);
  }
  if (isBaseline && event.kind === "baseline_steady") return entered(status, "inject", nowMs);
  if (!isBaseline && event.kind === "armed" && status.deadlineAtMs === null) {
    const armed = { ...status, deadlineAtMs: event.deadlineAtMs };
    return { status: armed, actions: [{ kind: "inject" }] };
  }
  if (!isBaseline && event.kind === "injected" && mayBeInjected(status)) {
    return entered({ ...status, injected: event.when }, "observe", nowMs);
  }
  if (!isBaseline && event.kind === "inject_failed") {
    const why = `the failure could not be brought about: ${event.reason}`;
    return mayBeInjected(status)
      ? toRestore(status, "failed", why, nowMs)
      : endBefore(status, "failed", why, nowMs);
  }
  return { status, actions: [] };
}

function whileFailing(status: RunStatus, event: Rest, nowMs: number): Step {
  if (event.kind === "observed") return toRestore(status, null, null, nowMs);
  if (event.kind === "guard_tripped") {
    return toRestore(status, "aborted", `${event.guard}: ${event.reason}`, nowMs);
  }
  return { status, actions: [] };
}

function whileRestoring(status: RunStatus, event: Rest, nowMs: number): Step {
  const isRestoring = status.state === "restore";
  // It was on its way when the run was ended, and may have come after what was restored.
  if (event.kind === "injected")
    return entered({ ...status, injected: event.when }, "restore", nowMs);
  if (isRestoring && event.kind === "restore_done") return entered(status, "verify", nowMs);
  if (isRestoring && event.kind === "restore_failed") {
    return entered({ ...status, attempts: status.attempts + 1 }, "restore", nowMs);
  }
  // Another process, such as the dead man's timer, may have restored while this one was about to.
  if (event.kind === "verified") {
    return entered({ ...status, restored: event.when }, "scored", nowMs);
  }
  if (!isRestoring && event.kind === "verify_failed") {
    return entered({ ...status, attempts: status.attempts + 1 }, "restore", nowMs);
  }
  return { status, actions: [] };
}

function whenScored(status: RunStatus, event: Rest, nowMs: number): Step {
  if (event.kind === "injected")
    return entered({ ...status, injected: event.when }, "restore", nowMs);
  if (event.kind === "scored") {
    const { verdict } = event.result;
    const end = status.end ?? (verdict === "inconclusive" ? "inconclusive" : "completed");
    const over = { ...status, end, result: event.result, isOver: true };
    return { status: over, actions: [{ kind: "report" }] };
  }
  if (event.kind === "score_failed") {
    const why = status.why ?? `could not be scored: ${event.reason}`;
    const over = { ...status, end: status.end ?? ("inconclusive" as const), why, isOver: true };
    return { status: over, actions: [{ kind: "report" }] };
  }
  return { status, actions: [] };
}

/**
 * Nothing moves a run that is over, but a failure that comes late is restored, a timer let go, and the
 * report written again until it is known to have been.
 */
function afterTheEnd(status: RunStatus, event: RunEvent, nowMs: number): Step {
  if (event.kind === "injected") {
    const again = { ...status, injected: event.when, isOver: false, isReported: false };
    return entered(again, "restore", nowMs);
  }
  if (event.kind === "armed") return { status, actions: [{ kind: "release" }] };
  if (event.kind === "reported") return { status: { ...status, isReported: true }, actions: [] };
  const asksAgain = event.kind === "tick" || event.kind === "resumed";
  return { status, actions: asksAgain && !status.isReported ? actionsOf(status, nowMs) : [] };
}

function aborted(status: RunStatus, { by, reason }: Of<"abort">, nowMs: number): Step {
  const why = `${by} ended it: ${reason}`;
  if (status.state === "restore" || status.state === "verify" || status.state === "scored") {
    return { status, actions: [] };
  }
  return mayBeInjected(status)
    ? toRestore(status, "aborted", why, nowMs)
    : endBefore(status, "aborted", why, nowMs);
}

/** Does again what may not have been done. Whether something was injected is not known then: restore it. */
function resumed(status: RunStatus, nowMs: number): Step {
  if (status.state === "inject" && mayBeInjected(status)) {
    const why = "the process that brought the failure about died before it was confirmed";
    return toRestore(status, "failed", why, nowMs);
  }
  const { actions, status: now } = afterTick(status, nowMs);
  return { status: now, actions: actions.length > 0 ? actions : actionsOf(now, nowMs) };
}

function mayBeInjected({ deadlineAtMs }: RunStatus): boolean {
  return deadlineAtMs !== null;
}
