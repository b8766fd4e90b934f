import { z } from "zod";
import { RoutingDesign } from "./aws/routing-design.ts";
import { TrafficPerMonth } from "./client-group.ts";
import { Entry, Identifier } from "./measured.ts";
import { Price } from "./price-book.ts";
import { Quantile } from "./statistic.ts";

/** What users of a group get by a way in. */
export const LatencyLevel = z.object({
  group: Identifier,
  label: z.string(),
  entry: Entry,
  /** Of `echo_rtt`. */
  p50: Quantile,
  n: z.int().nonnegative(),
});

export type LatencyLevel = z.infer<typeof LatencyLevel>;

/** What a decision stood on, besides the configuration itself. */
export const Assumptions = z.object({
  takenAtMs: z.int(),
  /** Prices that designs of the service are charged by, of the day when their book was compiled. */
  prices: z.object({ compiledOn: z.iso.date(), prices: z.record(z.string(), Price) }).nullable(),
  /** Null where it was not kept. */
  traffic: z
    .array(
      z.object({
        group: Identifier,
        label: z.string(),
        share: z.number().positive().max(1),
        /** What is left out was not known. */
        trafficPerMonth: TrafficPerMonth,
      }),
    )
    .nullable(),
  /** Null where they were not kept. */
  endpoints: z.array(z.object({ id: Identifier, place: Identifier })).nullable(),
  /** Regions that the account could use; null where they were not read. */
  regions: z.array(z.string()).nullable(),
  levels: z.array(LatencyLevel),
  /** Null where nothing was measured. */
  evidence: z.object({ fromMs: z.int(), toMs: z.int() }).nullable(),
});

export type Assumptions = z.infer<typeof Assumptions>;

/** What an owner accepted as right: how a service is routed, and what that rests on. */
export const Baseline = z.object({
  service: Identifier,
  acceptedAtMs: z.int(),
  note: z.string(),
  /** As it stood in AWS; null where the service's file declares the design itself. */
  design: RoutingDesign.nullable(),
  assumptions: Assumptions,
});

export type Baseline = z.infer<typeof Baseline>;

/** Accepts what stands as right. */
export const BaselineRequest = z.object({ note: z.string().max(300).default("") });

export type BaselineRequest = z.infer<typeof BaselineRequest>;

/** What was accepted, in short. */
export const BaselineAccepted = z.object({
  service: Identifier,
  acceptedAtMs: z.int(),
  /** Where the declared design is from now on. */
  design: z.enum(["live", "service-file"]),
  records: z.int().nonnegative(),
  healthChecks: z.int().nonnegative(),
  accelerators: z.int().nonnegative(),
  /** Latency levels that were measured and kept. */
  levels: z.int().nonnegative(),
});

export type BaselineAccepted = z.infer<typeof BaselineAccepted>;
