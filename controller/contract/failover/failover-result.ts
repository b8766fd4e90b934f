import { z } from "zod";
import { Identifier } from "../measured.ts";
import { ClientClass, FailoverEntry } from "./client-class.ts";
import { FailureMode } from "./failure-mode.ts";

/**
 * A time that is known to lie between two, milliseconds. Decisions stand on `upperMs`. `upperMs` null:
 * it had not come about when the observation ended, so it is longer than `lowerMs`.
 */
export const TimeFigure = z
  .object({
    lowerMs: z.number().nonnegative(),
    upperMs: z.number().nonnegative().nullable(),
  })
  .refine(({ lowerMs, upperMs }) => upperMs === null || lowerMs <= upperMs, {
    path: ["upperMs"],
    message: "must not lie below lowerMs",
  });

export type TimeFigure = z.infer<typeof TimeFigure>;

/** A figure that is null where it does not apply or nothing tells; never zero for unknown. */
const MaybeFigure = TimeFigure.nullable();

/**
 * What became of a lane. `unaffected`: it never failed. `recovered`: it failed and was stable again while
 * the failure held. `not_recovered`: it was not. `unknown`: it was silent when it mattered.
 */
const LaneOutcome = z.enum(["unaffected", "recovered", "not_recovered", "unknown"]);

/** Where the time went. Null where detection or steering was not seen: it is not guessed then. */
const Phases = z.object({
  /** Failure in force until counted as unhealthy. */
  detect: MaybeFigure,
  /** From there until the first answer from another endpoint. */
  propagate: MaybeFigure,
  /** From there until the service was stable. */
  reconnect: MaybeFigure,
  /** Detect and propagate as one, where detection was not seen. */
  detectAndPropagate: MaybeFigure,
});

/** The way back after the restore. */
const Failback = z.object({
  /** From the endpoint's working again until 95 % of the last answers come from it. */
  time: MaybeFigure,
  /** Probes that failed after it worked again. */
  failed: z.int().nonnegative(),
});

/** What one class of clients got at one vantage by one way in. Times count from the failure in force. */
export const LaneResult = z.object({
  vantage: Identifier,
  entry: FailoverEntry,
  class: ClientClass,
  outcome: LaneOutcome,
  /** Interval + time-out + error of the clock: no time of the lane is known better than that. */
  resolutionMs: z.number().nonnegative(),
  impact: MaybeFigure.describe("until the first failed probe"),
  detect: MaybeFigure.describe("until the endpoint counted as unhealthy (TTD)"),
  steer: MaybeFigure.describe("until the first answer from another endpoint (TTS)"),
  firstSuccess: MaybeFigure.describe("until the first success after the impact (TTFS)"),
  stable: MaybeFigure.describe(
    "until the first of 30 successes in a row with none failing in the next 60 s (TTR)",
  ),
  outage: MaybeFigure.describe(
    "sum of the failing times until the restore; that after it was stable counts as well",
  ),
  phases: Phases,
  sent: z.int().nonnegative().describe("probes from the failure until the restore"),
  failed: z.int().nonnegative().describe("probes of these that failed"),
  failedAfterStable: z
    .int()
    .nonnegative()
    .describe("probes that failed after it had counted as stable, until the restore"),
  flaps: z.int().nonnegative().describe("changes of the serving endpoint after the first one"),
  /** Probes that a forbidden endpoint served. */
  misRoutes: z.int().nonnegative(),
  failback: Failback.nullable().describe("the way back; empty where no restore was seen"),
});

export type LaneResult = z.infer<typeof LaneResult>;

/**
 * Times until stable as users had them: vantages weighted by their users, classes by their shares. Whom
 * nothing failed has 0 s. Where the failure is one that users need not notice (`health_only`,
 * `planned_move`), the time of a lane that did not fail is that until it was steered away. Of lanes that
 * nothing is known of, the time is somewhere from 0 s on.
 */
export const UserQuantiles = z.object({
  entry: FailoverEntry,
  /** Share of the users that lanes speak for, 0 to 1; the rest is unknown. */
  coverageRatio: z.number().min(0).max(1),
  p50: MaybeFigure,
  p95: MaybeFigure,
  p99: MaybeFigure,
  /** Share of the users for whom something failed. */
  affectedRatio: z.number().min(0).max(1),
  /** Share of the users that had stable service within the recovery time: [surely, at most]. */
  withinRtoRatio: z.tuple([z.number().min(0).max(1), z.number().min(0).max(1)]),
  /** Share of the requests that failed from the failure until the restore. Null without any. */
  failedRatio: z.number().min(0).max(1).nullable(),
});

export type UserQuantiles = z.infer<typeof UserQuantiles>;

/** What a model said before the run about the median time until stable, in milliseconds. */
export const FailoverPrediction = z.object({
  entry: FailoverEntry,
  /** When it was written down, epoch milliseconds: before the failure, or it is none. */
  registeredAtMs: z.int(),
  p50Ms: z.number().nonnegative(),
  p95Ms: z.number().nonnegative(),
  withinRtoRatio: z.number().min(0).max(1),
});

export type FailoverPrediction = z.infer<typeof FailoverPrediction>;

/** How a prediction did. */
const PredictionError = z.object({
  entry: FailoverEntry,
  /** Measured upper p50 - predicted p50, milliseconds; null where it was never reached. */
  p50ErrorMs: z.number().nullable(),
  p95ErrorMs: z.number().nullable(),
  withinRtoError: z.number(),
});

/** Writes lost with the endpoint, milliseconds of acknowledged writes. */
export const LostWrites = z.object({
  /** Last write acknowledged before the failure - newest write to be read at the target when stable. */
  staleness: MaybeFigure,
  /** Acknowledged writes missing after the failback; null where nobody looked. */
  missing: z.int().nonnegative().nullable(),
});

export type LostWrites = z.infer<typeof LostWrites>;

/** A finding in words, and the rule that it comes from. */
const Reason = z.object({
  code: z.enum([
    "within_rto",
    "beyond_rto",
    "rto_undecided",
    "rpo_met",
    "rpo_missed",
    "rpo_unknown",
    "mis_routed",
    "users_unknown",
    "nobody_affected",
  ]),
  entry: FailoverEntry.nullable(),
  text: z.string(),
});

export type ResultReason = z.infer<typeof Reason>;

/** What a run came to. */
export const FailoverResult = z.object({
  runId: z.string().min(1).max(80),
  service: Identifier,
  failureMode: FailureMode,
  endpoint: Identifier,
  verdict: z.enum(["pass", "fail", "inconclusive"]),
  reasons: z.array(Reason).min(1),
  rtoMs: z.number().positive(),
  /** Interval + time-out: how unsure the times are, before clocks. */
  resolutionMs: z.number().nonnegative(),
  /** How unsure the moment of the failure itself is. */
  injectedWithinMs: z.number().nonnegative(),
  lanes: z.array(LaneResult),
  users: z.array(UserQuantiles),
  lostWrites: LostWrites,
  predictions: z.array(FailoverPrediction),
  predictionErrors: z.array(PredictionError),
});

export type FailoverResult = z.infer<typeof FailoverResult>;
