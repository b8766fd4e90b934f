import * as z from "zod";
import { ArmedRun } from "./armed-run.ts";
import { Identifier } from "./identifier.ts";
import { Entry, Metric } from "./metric.ts";
import { HttpVersion, Resolver, TargetUrl } from "./target-address.ts";

/** One way to reach a service or one endpoint of it, and how to tell who served the answer. */
export const Target = z.object({
  service: Identifier,
  entry: Entry,
  endpoint: Identifier.nullable(),
  url: TargetUrl,
  resolver: Resolver.optional(),
  /** 1.1 without one, and in probes that do not know the field. */
  httpVersion: HttpVersion.optional(),
  /** Response header in which an endpoint names itself. */
  servedByHeader: z.string().min(1).max(80).optional(),
});

export type Target = z.infer<typeof Target>;

/**
 * Targets measured together, so that their times can be compared pair by pair: every `intervalMs` on
 * a fixed grid all of them are tried in random order within `spreadMs`.
 */
export const Round = z
  .object({
    id: z.string().min(1).max(160),
    metric: Metric,
    intervalMs: z.int().min(20).max(3_600_000),
    spreadMs: z.int().min(0).max(1_000),
    timeoutMs: z.int().min(10).max(60_000),
    /**
     * Under the limits in the probe's own file, rounds of a failover test come before the others, which
     * are `normal` where nothing is said. Older probes know no such order.
     */
    priority: z.enum(["normal", "failover"]).optional(),
    targets: z.array(Target).min(1).max(1_000),
  })
  .refine((round) => round.spreadMs < round.intervalMs, {
    path: ["spreadMs"],
    message: "must be shorter than intervalMs",
  });

export type Round = z.infer<typeof Round>;

/**
 * What the controller asks of a probe: the sole message that flows towards it. The probe measures only
 * what its own allow-list names as well.
 */
export const Assignment = z.object({
  wireVersion: z.literal(1),
  vantage: Identifier,
  /** Changes when anything below changes; sent back as an entity tag. */
  version: z.string().min(1).max(64),
  batchIntervalMs: z.int().min(500).max(300_000),
  rounds: z.array(Round).max(500),
  /** Failover tests that are to be watched. Older controllers leave it out, older probes do not look at it. */
  runs: z.array(ArmedRun).max(20).default([]),
});

export type Assignment = z.infer<typeof Assignment>;
