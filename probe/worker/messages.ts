import type { Assignment } from "../contract/assignment.ts";
import type { Contribution, ProbeHealth } from "../contract/batch.ts";
import type { LogLevel } from "../log.ts";

/** One vantage as the measuring thread needs to know it: without its token. */
export interface MeasuredVantage {
  id: string;
  sourceAddress: string | null;
}

/** What the measuring thread is started with. */
export interface WorkerSetup {
  vantages: readonly MeasuredVantage[];
  allow: readonly string[];
}

/** The part of a probe's health that only the measuring thread knows. */
export type MeasuringHealth = Pick<ProbeHealth, "latenessP99Us" | "stalls" | "longestStallUs">;

/** What one vantage measured since the message before. */
export interface MeasuredMessage {
  kind: "measured";
  vantage: string;
  assignmentVersion: string;
  contributions: Contribution[];
  health: MeasuringHealth;
}

/** From the main thread to the measuring one. */
export type ToWorker = { kind: "assign"; assignment: Assignment } | { kind: "close" };

/** From the measuring thread to the main one; `closed` is its last word. */
export type FromWorker =
  | MeasuredMessage
  | { kind: "log"; level: LogLevel; message: string; fields: Record<string, unknown> }
  | { kind: "closed" };
