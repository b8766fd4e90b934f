import type { FailoverPlan } from "../../contract/failover/failover-plan.ts";
import type { RunEnd, RunState } from "../../contract/failover/failover-record.ts";
import type { FailoverResult } from "../../contract/failover/failover-result.ts";
import type { MomentInterval } from "../../contract/failover/failover-timeline.ts";

/** Where a run stands and what it has come to, as folded from its events. Times are epoch milliseconds. */
export type RunStatus = {
  readonly plan: FailoverPlan;
  readonly state: RunState;
  readonly begunAtMs: number;
  readonly enteredAtMs: number;
  readonly approvedBy: string | null;
  /** When everything is restored, whatever happens; null until the dead man's timer is armed. */
  readonly deadlineAtMs: number | null;
  /** When the failure was in force; null until that was confirmed. */
  readonly injected: MomentInterval | null;
  /** When it was seen to be gone. */
  readonly restored: MomentInterval | null;
  /** Tries to restore. */
  readonly attempts: number;
  readonly result: FailoverResult | null;
  /** How it ends; once told it stays. It has ended when the state is `scored` as well. */
  readonly end: RunEnd | null;
  readonly why: string | null;
  /** Nothing more is to come but the report. */
  readonly isOver: boolean;
  readonly isReported: boolean;
};

/** What is to be done next. All of them may be done twice. */
export type RunAction =
  | { readonly kind: "check_preflight" }
  | { readonly kind: "ask_approval"; readonly of: string }
  /** Keep what the model expects, then watch for so long that all is well. */
  | { readonly kind: "predict" }
  | { readonly kind: "watch_baseline"; readonly untilMs: number }
  /** Start the dead man's timer, to restore at that time unless it is told that all is restored. */
  | { readonly kind: "arm"; readonly deadlineAtMs: number }
  | { readonly kind: "inject" }
  | { readonly kind: "observe"; readonly untilMs: number }
  | { readonly kind: "restore"; readonly notBeforeMs: number }
  | { readonly kind: "verify" }
  /** Tell the dead man's timer that all is restored. */
  | { readonly kind: "release" }
  | { readonly kind: "score" }
  | { readonly kind: "report" };

/** A step of a run. */
export type Step = { readonly status: RunStatus; readonly actions: readonly RunAction[] };
