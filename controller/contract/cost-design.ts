import { z } from "zod";
import { Identifier } from "./measured.ts";

const Count = z.int().nonnegative();

/** What Route 53 charges a query as: by the routing policy of the record, or as an alias. */
export const QueryClass = z.enum([
  "standard",
  "latency",
  "geo",
  "ip-based",
  "alias",
  "alias-accelerator",
]);

export type QueryClass = z.infer<typeof QueryClass>;

/** What a health check looks at; that decides its price. */
export const HealthCheckKind = z.enum([
  "aws",
  "other",
  "calculated",
  "cloudwatch",
  "recovery-control",
]);

export type HealthCheckKind = z.infer<typeof HealthCheckKind>;

const HealthChecks = z
  .object({
    kind: HealthCheckKind,
    count: Count,
    /** Optional features of each check: HTTPS, string match, 10 s interval, latency measurement. */
    optionsEach: z.int().min(0).max(4).default(0),
  })
  .refine(({ kind, optionsEach }) => optionsEach === 0 || kind === "aws" || kind === "other", {
    path: ["optionsEach"],
    error: "only checks that look at an endpoint have options; leave it out",
  });

/** The part of a design that is in Route 53. */
export const Route53Design = z.object({
  /** Each with its number of records. */
  hostedZones: z.array(z.object({ records: Count })).default([]),
  /**
   * What the queries of the design's clients are charged as. In a hybrid that is the record at the top,
   * which chooses between the accelerator and an endpoint. Null where nobody knows.
   */
  queryClass: QueryClass.nullable(),
  healthChecks: z.array(HealthChecks).default([]),
  trafficPolicyRecords: Count.default(0),
  cidrBlocks: Count.default(0),
});

export type Route53Design = z.infer<typeof Route53Design>;

/** The part of a design that is in Global Accelerator. */
export const AcceleratorDesign = z.object({
  accelerators: z.int().positive().default(1),
  /** Two of Amazon's per accelerator, of which those that the owner brings along cost nothing. */
  publicIpv4Each: z.int().min(0).max(2).default(2),
});

export type AcceleratorDesign = z.infer<typeof AcceleratorDesign>;

/** Anything else that a design needs, by its name in the price book: probes, load balancers, clusters. */
const Extra = z.object({
  price: z.string().min(1),
  /** Units in a month: 730 hours of an instance that always runs. */
  quantity: z.number().nonnegative(),
});

const Extras = z.array(Extra).default([]);

/** What a design consists of, as far as it costs. */
export const CostDesign = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("route53"), route53: Route53Design, extras: Extras }),
  z.object({
    kind: z.literal("accelerator"),
    /** The name that leads to the accelerator; clients that know its addresses need none. */
    route53: Route53Design.optional(),
    accelerator: AcceleratorDesign,
    extras: Extras,
  }),
  z.object({
    kind: z.literal("hybrid"),
    route53: Route53Design,
    accelerator: AcceleratorDesign,
    /** Client groups that go by the accelerator. */
    acceleratorGroups: z.array(Identifier).min(1),
    extras: Extras,
  }),
]);

export type CostDesign = z.infer<typeof CostDesign>;
