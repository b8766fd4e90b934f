import { z } from "zod";
import { AdvisedDesign, DesignKind, FlipPoint, Reason, Sensitivity } from "./advised-design.ts";
import { RoutingDesign } from "./aws/routing-design.ts";
import { Entry, Identifier } from "./measured.ts";
import { EvidenceSource } from "./path-history.ts";
import { Quantile } from "./statistic.ts";

export const Outcome = z.enum([
  "change",
  "keep",
  "insufficient_evidence",
  "infeasible",
  "conflict",
]);

export type Outcome = z.infer<typeof Outcome>;

/** The accelerator against Route 53 for users treated alike, beyond the practical threshold. */
export const GroupVerdict = z.enum([
  "better",
  "equivalent",
  "worse",
  "inconclusive",
  "non_stationary",
]);

export type GroupVerdict = z.infer<typeof GroupVerdict>;

export const Option = z.object({
  entry: Entry,
  /** Who serves: the endpoint measured, or the one that the entry chose most often. */
  endpoint: Identifier.nullable(),
  p50: Quantile.nullable(),
  n: z.int().nonnegative(),
});

export type Option = z.infer<typeof Option>;

export const GroupAdvice = z.object({
  group: Identifier,
  label: z.string(),
  share: z.number(),
  vantages: z.array(Identifier),
  /** What the entries give this group as they route today; null where not measured. */
  dns: Option.nullable(),
  accelerator: Option.nullable(),
  /** The endpoint with the lowest p50 when reached straight. */
  bestDirect: Option.nullable(),
  verdict: GroupVerdict,
  /** Accelerator minus Route 53 in microseconds, with the interval that the verdict stands on. */
  difference: z.object({ us: z.int(), lowUs: z.int(), highUs: z.int() }).nullable(),
  thresholdUs: z.int().nullable(),
  sentence: z.string(),
});

export type GroupAdvice = z.infer<typeof GroupAdvice>;

/** Whether the first of two is faster beyond the practical threshold, about as fast, or not known to be. */
export const Lead = z.enum(["clear", "equivalent", "inconclusive"]);

export type Lead = z.infer<typeof Lead>;

/** The option with the lowest p50, the one after it, and whether they can be told apart. */
export const Ranking = z.object({
  best: Option.nullable(),
  next: Option.nullable(),
  /** Null where fewer than two options have a median. */
  lead: Lead.nullable(),
  /** How much sooner the best answers, in microseconds, with its interval. */
  difference: z.object({ us: z.int(), lowUs: z.int(), highUs: z.int() }).nullable(),
});

export type Ranking = z.infer<typeof Ranking>;

/** What is best from one vantage: the endpoint reached straight, and the entry as it routes today. */
export const VantageAdvice = z.object({
  vantage: Identifier,
  endpoint: Ranking,
  entry: Ranking,
});

export type VantageAdvice = z.infer<typeof VantageAdvice>;

/** One thing that the evidence lacks: what is there, what is needed. */
export const Missing = z.object({
  what: z.string(),
  have: z.string(),
  need: z.string(),
});

export type Missing = z.infer<typeof Missing>;

/** What would be recommended if the evidence of now held. Never a basis for a change. */
export const SoFar = z.object({
  design: DesignKind,
  /** Groups that the design sends by the accelerator. */
  acceleratorGroups: z.array(Identifier),
  sentence: z.string(),
});

export type SoFar = z.infer<typeof SoFar>;

/** Numbered and immutable: a later answer is a new recommendation. */
export const Recommendation = z.object({
  /** `REC-0001`, `REC-0002`, … */
  id: z.string(),
  service: Identifier,
  madeAtMs: z.int(),
  outcome: Outcome,
  sentence: z.string(),
  soFar: SoFar.nullable(),
  missing: z.array(Missing),
  groups: z.array(GroupAdvice),
  /** Everything that has to stand in AWS for it; left out where nothing so definite is recommended. */
  design: RoutingDesign.optional(),
  /** Recommendations made before this was told have none. */
  vantages: z.array(VantageAdvice).default([]),
  /** The designs that were compared, what was chosen first; of many of one kind the best ones. */
  designs: z.array(AdvisedDesign).default([]),
  /** Name of the design that comes out best, whether it is changed to or not; null without one. */
  best: z.string().nullable().default(null),
  /** What keeps the design in use, what is violated, or which goals exclude each other. */
  reasons: z.array(Reason).default([]),
  /** In sentences with numbers, the most important first. */
  explanation: z.array(z.string()).default([]),
  flips: z.array(FlipPoint).default([]),
  sensitivity: Sensitivity.nullable().default(null),
  /** What is different from the recommendation before; null for the first. */
  since: z
    .object({ id: z.string(), changes: z.array(z.string()) })
    .nullable()
    .default(null),
  evidence: z.object({
    source: EvidenceSource.default("measured"),
    fromMs: z.int(),
    toMs: z.int(),
    samples: z.int().nonnegative(),
    fullDays: z.number().nonnegative(),
    /** Share of the traffic whose groups have measurements of their own. */
    coverage: z.number().min(0).max(1),
    grade: z.enum(["A", "B", "C"]),
    /** SHA-256 over the summaries that the answer stands on. */
    hash: z.string(),
  }),
});

export type Recommendation = z.infer<typeof Recommendation>;
