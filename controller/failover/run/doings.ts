import type { PreflightRow, RunEvent } from "../../contract/failover/failover-record.ts";
import type {
  FailoverPrediction,
  FailoverResult,
} from "../../contract/failover/failover-result.ts";
import type { MomentInterval } from "../../contract/failover/failover-timeline.ts";
import type { InForce } from "../inject/injection.ts";
import type { RunLog } from "./run-log.ts";

type Of<Kind extends RunEvent["kind"]> = Extract<RunEvent, { kind: Kind }>;

/** What a run does to its target. All of it may be done twice, also by another process. */
export type TargetDoings = {
  /**
   * Has the dead man's timer hold the way back; only then may anything be made to fail.
   *
   * @returns its deadline: one that an earlier process has armed keeps its own
   */
  arm(run: RunLog, deadlineAtMs: number): Promise<number>;
  inject(run: RunLog): Promise<MomentInterval>;
  restore(run: RunLog): Promise<void>;
  /** Between asking and being told, in epoch microseconds. */
  verify(run: RunLog): Promise<{ readonly found: InForce; readonly when: MomentInterval }>;
  /** Tells the dead man's timer that all is restored. */
  release(run: RunLog): Promise<void>;
};

/** What a run finds out. Null: not told yet, ask again. */
export type WatchDoings = {
  preflight(run: RunLog): Promise<PreflightRow[]>;
  predict(run: RunLog): Promise<FailoverPrediction[]>;
  baseline(
    run: RunLog,
    untilMs: number,
  ): Promise<Of<"baseline_steady"> | Of<"baseline_unsteady"> | null>;
  observe(run: RunLog, untilMs: number): Promise<Of<"observed"> | Of<"guard_tripped"> | null>;
  score(run: RunLog): Promise<FailoverResult>;
  /** Writes the report of a run that is over, and tells whom it concerns. */
  report(run: RunLog): Promise<void>;
};

export type RunDoings = TargetDoings & WatchDoings;
