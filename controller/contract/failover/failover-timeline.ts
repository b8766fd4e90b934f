import { z } from "zod";
import { Identifier } from "../measured.ts";
import { ClientClass, FailoverEntry } from "./client-class.ts";

/** Epoch microseconds by the clock of the controller; probes correct for the offset of their own. */
const AtUs = z.int().nonnegative();

/**
 * How a probe ended. `ok`: answered rightly in time. `error`: answered wrongly (refused, reset, 5xx).
 * `timeout`: nothing within the time-out. `silent`: nothing is known, the vantage told nothing.
 */
const LaneState = z.enum(["ok", "error", "timeout", "silent"]);

/**
 * Probes in a row that ended alike and were served by the same endpoint: one run-length. It ends where
 * a probe is missing: that something was well before and after a silence does not say that it was within.
 *
 * A probe sent at s that had ended at d saw the service at some moment from s to d. So the change from
 * one stretch to the next lies between `lastSentUs` of the one and `firstDoneUs` of the other.
 */
export const LaneStretch = z
  .object({
    state: LaneState,
    /**
     * The endpoint that answered, rightly or wrongly, or, of `authoritative`, that was the answer; null where
     * nothing tells, as of most time-outs.
     */
    servedBy: Identifier.nullable().describe("endpoint that served; empty where nothing tells"),
    firstSentUs: AtUs.describe("when the first probe was sent, epoch microseconds"),
    firstDoneUs: AtUs.describe("when the first probe had ended: its answer, or its time-out"),
    lastSentUs: AtUs.describe("when the last probe was sent"),
    lastDoneUs: AtUs.describe("when the last probe had ended"),
    count: z.int().nonnegative().describe("probes; 0 of a silent stretch"),
  })
  .refine(
    ({ firstSentUs, firstDoneUs, lastSentUs, lastDoneUs }) =>
      firstSentUs <= firstDoneUs && firstSentUs <= lastSentUs && lastSentUs <= lastDoneUs,
    "must be sent before it is done, and begin before it ends",
  )
  .refine(({ state, count }) => (state === "silent") === (count === 0), {
    path: ["count"],
    message: "must be 0 of a silent stretch and more of any other",
  });

export type LaneStretch = z.infer<typeof LaneStretch>;

/** What one class of clients got at one vantage by one way in, in the order of time. */
export const FailoverLane = z
  .object({
    vantage: Identifier,
    entry: FailoverEntry,
    class: ClientClass,
    /** How far the vantage's clock may be off after correction; widens every time of the lane. */
    clockErrorUs: z.int().nonnegative().describe("how far the clock may be off, microseconds"),
    stretches: z.array(LaneStretch).max(1_000_000),
  })
  .superRefine(({ stretches }, context) => {
    stretches.forEach((stretch, at) => {
      const before = stretches[at - 1];
      if (before === undefined || before.lastSentUs <= stretch.firstSentUs) return;
      const message = "begins before the one before has ended; put them in order of time";
      context.addIssue({ code: "custom", path: ["stretches", at, "firstSentUs"], message });
    });
  });

export type FailoverLane = z.infer<typeof FailoverLane>;

/** Something that happened in the time after `afterUs`, up to and with `byUs` (epoch microseconds). */
export const MomentInterval = z
  .object({ afterUs: AtUs, byUs: AtUs })
  .refine(({ afterUs, byUs }) => afterUs <= byUs, "must not end before it begins");

export type MomentInterval = z.infer<typeof MomentInterval>;

/**
 * A health status that was seen to change. `health_check`: of Route 53 (`HealthCheckStatus`, or the
 * checkers' reports). `accelerator_endpoint`: the endpoint's state in its group.
 */
export const HealthTransition = z.object({
  source: z.enum(["health_check", "accelerator_endpoint"]),
  endpoint: Identifier,
  to: z.enum(["healthy", "unhealthy"]),
  when: MomentInterval,
});

export type HealthTransition = z.infer<typeof HealthTransition>;

/** Newest write that could be read at an endpoint; its writer numbers writes from 1 on. */
export const FreshnessMark = z.object({
  endpoint: Identifier,
  /** When it was read: between asking and the answer. */
  when: MomentInterval,
  seq: z.int().nonnegative(),
  /** When that write was acknowledged, by the writer's clock. */
  committedAtUs: AtUs,
});

export type FreshnessMark = z.infer<typeof FreshnessMark>;

/** Everything that a run observed, and what it is scored from. */
export const FailoverTimeline = z.object({
  /** When the failure was in force, as an observer in the Region confirmed. */
  injected: MomentInterval,
  /** When the endpoint worked again after the restore; null where that was not seen. */
  restored: MomentInterval.nullable(),
  lanes: z.array(FailoverLane).max(100_000),
  transitions: z.array(HealthTransition).max(10_000),
  marks: z.array(FreshnessMark).max(1_000_000),
  /** Acknowledged writes that were not there after the failback; null where nobody looked. */
  lostWrites: z.int().nonnegative().nullable(),
});

export type FailoverTimeline = z.infer<typeof FailoverTimeline>;
