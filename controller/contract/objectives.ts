import { z } from "zod";
import { Identifier, Metric } from "./measured.ts";
import { Statistic } from "./statistic.ts";

/** A latency that users shall get, as one statistic of one metric. */
const LatencyObjective = z.object({
  metric: Metric.extract(["echo_rtt", "ttfb_new", "udp_rtt"])
    .default("echo_rtt")
    .describe(
      "what is timed: a request on a warm connection, a new connection to the first byte, UDP",
    ),
  statistic: Statistic.exclude(["max"]).default("p95").describe("which of the times it holds for"),
  atMostMs: z.number().positive().max(60_000).describe("longest time in milliseconds"),
  groups: z
    .array(Identifier)
    .min(1)
    .optional()
    .describe("client groups that it holds for, each by itself; all users together without it"),
});

/** What the owner of a service wants to reach. */
export const Objectives = z.object({
  rtoS: z
    .number()
    .positive()
    .optional()
    .describe("recovery time: seconds within which users must be served again after a failure"),
  rpoS: z
    .number()
    .nonnegative()
    .optional()
    .describe("recovery point: seconds of writes that may be lost in a failure"),
  attainmentRatio: z
    .number()
    .min(0.5)
    .lt(1)
    .optional()
    .describe("share of users and failures for which the recovery time must hold, such as 0.95"),
  latency: z.array(LatencyObjective).max(50).optional().describe("latencies that users shall get"),
});

export type Objectives = z.infer<typeof Objectives>;

/** Places that may serve a group of users, also while another place fails. */
const Residency = z.object({
  groups: z.array(Identifier).min(1).describe("client groups that it holds for"),
  allowedPlaces: z
    .array(Identifier)
    .min(1)
    .describe("Regions and Local Zones that may serve them, in failover as well"),
});

/** What a design must not break. What is left out is no constraint. */
export const Constraints = z.object({
  staticIps: z
    .boolean()
    .optional()
    .describe("users reach the service by addresses that never change (allow-lists)"),
  residency: z.array(Residency).max(100).optional().describe("who may be served from where"),
  protocols: z
    .array(z.enum(["http", "https", "tcp", "tls", "udp"]))
    .min(1)
    .optional()
    .describe("what users speak with the service"),
  clientIp: z
    .literal("preserve")
    .optional()
    .describe("preserve: endpoints must see the address of the client"),
  budgetUsdPerMonth: z
    .number()
    .nonnegative()
    .optional()
    .describe("most that routing may cost in a month, USD"),
  controlPlaneIndependent: z
    .boolean()
    .optional()
    .describe("failover must not depend on a control plane: nothing is changed in AWS for it"),
});

export type Constraints = z.infer<typeof Constraints>;
