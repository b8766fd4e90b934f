import type { Assignment } from "../contract/assignment.ts";
import type { Contribution, ProbeHealth } from "../contract/batch.ts";
import type { ProbeStretch } from "../contract/stretch-batch.ts";
import type { ClockEstimate } from "../failover/run-clock.ts";
import type { LogLevel } from "../log.ts";
import type { RateLimits } from "../schedule/rate-limits.ts";

/** One vantage as the measuring thread needs to know it: without its token. */
export interface MeasuredVantage {
  id: string;
  sourceAddress: string | null;
  /** Folder in which attempts are kept until they are in a spooled batch. */
  journalDir: string;
}

/** What the measuring thread is started with. */
export interface WorkerSetup {
  /** Random name of this start of the probe. */
  boot: string;
  vantages: readonly MeasuredVantage[];
  allow: readonly string[];
  deny: readonly string[];
  /** Certificates (PEM) to trust besides Node's. */
  ca: string | null;
  limits: RateLimits;
}

/** The part of a probe's health that only the measuring thread knows. */
export type MeasuringHealth = Pick<
  ProbeHealth,
  | "latenessP99Us"
  | "stalls"
  | "longestStallUs"
  | "uncertaintyP99Us"
  | "loopDelayP99Us"
  | "runRatio"
  | "cappedAttempts"
>;

/** What one vantage measured since the message before. */
export interface MeasuredMessage {
  kind: "measured";
  vantage: string;
  assignmentVersion: string;
  /** Number of the first batch that this becomes. */
  firstSeq: number;
  /** File that holds the same until it is spooled; null when nothing was kept. */
  journal: string | null;
  contributions: Contribution[];
  health: MeasuringHealth;
}

/** What one vantage saw of failover tests since the message before. */
export interface WatchedMessage {
  kind: "watched";
  vantage: string;
  stretches: ProbeStretch[];
}

/** From the main thread to the measuring one. */
export type ToWorker =
  | { kind: "assign"; assignment: Assignment }
  | { kind: "clock"; estimate: ClockEstimate }
  | { kind: "close" };

/** From the measuring thread to the main one; `closed` is its last word. */
export type FromWorker =
  | MeasuredMessage
  | WatchedMessage
  | { kind: "log"; level: LogLevel; message: string; fields: Record<string, unknown> }
  | { kind: "closed" };
