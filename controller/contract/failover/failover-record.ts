import { z } from "zod";
import { Identifier } from "../measured.ts";
import { FailoverPlanShape } from "./failover-plan-shape.ts";
import { FailoverPrediction, FailoverResult } from "./failover-result.ts";
import { MomentInterval } from "./failover-timeline.ts";
import { PreflightCheck } from "./preflight-check.ts";

/**
 * Where a run stands. `restore` and `verify` come in every run in which anything may have been injected.
 * `scored` is the last one, also of runs that ended before there was anything to score.
 */
export const RunState = z.enum([
  "preflight",
  "waiting_for_approval",
  "baseline",
  "inject",
  "observe",
  "restore",
  "verify",
  "scored",
]);

export type RunState = z.infer<typeof RunState>;

/**
 * How a run ended. `refused`: it never began, a condition was not met. `aborted`: somebody or a guard
 * ended it. `inconclusive`: it was carried out and cannot tell. `failed`: it could not be carried out.
 */
export const RunEnd = z.enum(["completed", "failed", "aborted", "inconclusive", "refused"]);

export type RunEnd = z.infer<typeof RunEnd>;

/** One condition before the start. `unknown` is no pass. */
export const PreflightRow = z.object({
  check: PreflightCheck,
  verdict: z.enum(["pass", "fail", "unknown"]),
  reason: z
    .string()
    .min(1)
    .max(1_000)
    .describe("what was found, and what to do where it is no pass"),
});

export type PreflightRow = z.infer<typeof PreflightRow>;

export const GuardName = z.enum([
  "error_budget",
  "second_endpoint",
  "replication_lag",
  "silent_vantages",
  "mis_route",
  "incident",
]);

export type GuardName = z.infer<typeof GuardName>;

const reason = z.string().min(1).max(1_000);

/** What happens to a run, each once it has happened. Folding them gives the state of the run. */
export const RunEvent = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("begun"),
    plan: FailoverPlanShape,
    planHash: z.string().regex(/^[0-9a-f]{64}$/),
    /** Who or what began it: a person, or `schedule`. */
    by: z.string().min(1).max(120),
  }),
  z.object({ kind: z.literal("preflight_checked"), rows: z.array(PreflightRow).min(1) }),
  z.object({ kind: z.literal("approved"), by: z.string().min(1).max(120) }),
  z.object({ kind: z.literal("declined"), by: z.string().min(1).max(120), reason }),
  z.object({ kind: z.literal("predicted"), predictions: z.array(FailoverPrediction) }),
  z.object({ kind: z.literal("baseline_steady") }),
  z.object({ kind: z.literal("baseline_unsteady"), reason }),
  /** The dead man's timer holds the restore steps and will act at the deadline. */
  z.object({ kind: z.literal("armed"), deadlineAtMs: z.int().nonnegative() }),
  z.object({ kind: z.literal("injected"), when: MomentInterval }),
  z.object({ kind: z.literal("inject_failed"), reason }),
  /** Enough has been seen: stable everywhere, or the time to observe is over. */
  z.object({ kind: z.literal("observed") }),
  z.object({ kind: z.literal("guard_tripped"), guard: GuardName, reason }),
  z.object({ kind: z.literal("abort"), by: z.string().min(1).max(120), reason }),
  z.object({ kind: z.literal("restore_done") }),
  z.object({ kind: z.literal("restore_failed"), reason }),
  z.object({ kind: z.literal("verified"), when: MomentInterval }),
  z.object({ kind: z.literal("verify_failed"), reason }),
  z.object({ kind: z.literal("scored"), result: FailoverResult }),
  z.object({ kind: z.literal("score_failed"), reason }),
  /** The report of a run that is over was written. */
  z.object({ kind: z.literal("reported") }),
  /** Another process took the run up. */
  z.object({ kind: z.literal("resumed"), by: z.string().min(1).max(120) }),
  /** Time has passed; nothing else has happened. One that moves nothing need not be kept. */
  z.object({ kind: z.literal("tick") }),
  /** Something worth keeping that does not move the run: settings, answers, a digest of the probes' log. */
  z.object({ kind: z.literal("noted"), what: z.string().min(1).max(80), value: z.json() }),
]);

export type RunEvent = z.infer<typeof RunEvent>;

/** One line of the record. `hash` is over all of the line but itself, `previousHash` with it. */
export const RecordEntry = z.object({
  /** From 0 on, without a gap. */
  seq: z.int().nonnegative(),
  /** Epoch milliseconds. */
  atMs: z.int().nonnegative(),
  event: RunEvent,
  /** Hash of the line before; 64 zeros of the first. */
  previousHash: z.string().regex(/^[0-9a-f]{64}$/),
  /** SHA-256 of the canonical JSON (RFC 8785) of the other fields, hexadecimal. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});

export type RecordEntry = z.infer<typeof RecordEntry>;

/** One run as it is kept: append-only, every line chained to the one before. */
export const FailoverRecord = z.object({
  runId: z.string().min(1).max(80),
  planId: Identifier,
  service: Identifier,
  entries: z.array(RecordEntry).min(1).max(100_000),
});

export type FailoverRecord = z.infer<typeof FailoverRecord>;
