import { z } from "zod";
import { Identifier } from "../measured.ts";
import { FailoverClient } from "./client-class.ts";
import { FailoverGuards } from "./failover-guards.ts";
import { FailoverInjector } from "./failover-injector.ts";
import {
  BlackoutDates,
  FailoverSchedule,
  TimeZoneName,
  WeeklyWindow,
} from "./failover-schedule.ts";
import { FailureMode } from "./failure-mode.ts";
import { Assurance } from "./preflight-check.ts";

/** What shall hold when the endpoint is lost. A run says whether it did. */
export const FailoverHypothesis = z.object({
  rtoS: z
    .number()
    .min(1)
    .max(86_400)
    .describe("recovery time: seconds within which users must be served stably again"),
  rpoS: z
    .number()
    .nonnegative()
    .optional()
    .describe(
      "recovery point: seconds of acknowledged writes that may be lost; not judged without it",
    ),
  attainmentRatio: z
    .number()
    .min(0.5)
    .lt(1)
    .default(0.95)
    .describe("share of users for whom the recovery time must hold, such as 0.95"),
  forbiddenEndpoints: z
    .array(Identifier)
    .default([])
    .describe("endpoints that must not serve anybody in this run"),
});

export type FailoverHypothesis = z.infer<typeof FailoverHypothesis>;

/** The version of the shape below. It grows when a plan of an earlier one would be read wrongly. */
const PLAN_VERSION = 1;

/** The fields of a plan, each by itself. */
export const FailoverPlanShape = z.object({
  isochroneFailover: z
    .literal(PLAN_VERSION, {
      error: `must be ${PLAN_VERSION}, the version of plans that this release reads`,
    })
    .describe(`version of this form of file: ${PLAN_VERSION}`),
  id: Identifier.describe("name of the plan in commands and addresses"),
  label: z.string().min(1).max(80).describe("name to show"),
  service: Identifier.describe("service that is tested"),
  environment: z
    .enum(["production", "staging", "lab"])
    .describe("what is tested: production, staging or a lab; production has rules of its own"),
  failureMode: FailureMode,
  endpoint: Identifier.describe("endpoint that is made to fail"),
  injector: FailoverInjector.describe("how it is made to fail, and on what"),
  clients: z
    .array(FailoverClient)
    .min(1)
    .max(18)
    .describe("ways in and classes of clients to measure"),
  vantages: z.array(Identifier).min(1).max(10_000).describe("vantages that measure"),
  hypothesis: FailoverHypothesis.describe("what shall hold"),
  intervalMs: z
    .int()
    .min(20)
    .max(1_000)
    .describe("milliseconds between probes; no more than a sixtieth of the recovery time"),
  timeoutMs: z
    .int()
    .min(20)
    .max(2_000)
    .default(2_000)
    .describe("milliseconds after which a probe counts as failed"),
  baselineS: z
    .int()
    .min(5)
    .max(7_200)
    .default(600)
    .describe("seconds that all must be well before the failure; 600 or more outside of a lab"),
  observeS: z
    .int()
    .min(60)
    .max(86_400)
    .optional()
    .describe(
      "seconds to watch after the failure before it is restored, at most; deadlineS without it",
    ),
  deadlineS: z
    .int()
    .min(30)
    .max(86_400)
    .optional()
    .describe(
      "seconds after the failure at which everything is restored, whatever happens; without it the longer of 600 and twice the recovery time",
    ),
  guards: FailoverGuards.describe("what ends a run at once"),
  timeZone: TimeZoneName.default("UTC").describe(
    "IANA time zone of windows, schedule and blackouts",
  ),
  windows: z
    .array(WeeklyWindow)
    .max(50)
    .default([])
    .describe("hours of the week in which runs may begin; any hour without one"),
  blackouts: z.array(BlackoutDates).max(500).default([]).describe("days on which no run may begin"),
  schedule: FailoverSchedule.optional().describe(
    "when runs begin by themselves; only by hand without it",
  ),
  repeats: z
    .int()
    .min(1)
    .max(100)
    .default(1)
    .describe("runs one after the other each time; 59 clean ones are needed to show 95 %"),
  pauseS: z
    .int()
    .min(60)
    .max(86_400)
    .default(900)
    .describe("seconds between the end of a run and the beginning of the next one of the service"),
  assurances: z
    .array(Assurance)
    .max(20)
    .default([])
    .describe("conditions of a start that people vouch for where nothing can be measured"),
  approver: z
    .string()
    .min(1)
    .max(120)
    .optional()
    .describe("who must say yes before each run; nobody without it; production needs one"),
});

export type FailoverPlanShape = z.infer<typeof FailoverPlanShape>;
