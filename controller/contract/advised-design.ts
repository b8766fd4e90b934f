import { z } from "zod";
import { Identifier } from "./measured.ts";
import { NumberBasis } from "./number-basis.ts";

/** Kind of design: every client by Route 53, every client by the accelerator, or some by each. */
export const DesignKind = z.enum(["route53", "accelerator", "hybrid"]);

/** A reason with its stable code, for programs, and its sentence, for people. */
export const Reason = z.object({ code: z.string().regex(/^[a-z][a-z0-9_]*$/), text: z.string() });

export type Reason = z.infer<typeof Reason>;

/** Microseconds with a 95 % interval; a bound is null where too few days are there for one. */
const UsRange = z.object({
  us: z.int().nonnegative(),
  lowUs: z.int().nonnegative().nullable(),
  highUs: z.int().nonnegative().nullable(),
});

/** Seconds; null: never. */
const Seconds = z.number().nonnegative().nullable();

/** What a design comes to for the users. There is no total. */
export const DesignScore = z.object({
  p50: UsRange.nullable(),
  p95: UsRange.nullable(),
  /** Share of the users for whom measurements stand. */
  coverage: z.number().min(0).max(1),
  latencyBasis: NumberBasis,
  failover: z.object({
    p50S: Seconds,
    p95S: Seconds,
    /** Share of the users back within the RTO, and its lower bound; null without an RTO. */
    attainment: z.number().min(0).max(1).nullable(),
    attainmentLow: z.number().min(0).max(1).nullable(),
    basis: NumberBasis,
    runs: z.int().nonnegative(),
  }),
  /** What is known of its cost; null where not even a part is. */
  usdPerMonth: z.number().nonnegative().nullable(),
  isCostWhole: z.boolean(),
  /** In words. */
  costMissing: z.array(z.string()),
  /** Parts to run. */
  components: z.int().nonnegative(),
});

export type DesignScore = z.infer<typeof DesignScore>;

/** Who serves a client group in a design, and what the group gets. */
const ServedGroup = z.object({
  group: Identifier,
  weight: z.number(),
  served: z.array(
    z.object({
      entry: z.enum(["dns", "accelerator"]),
      endpoint: Identifier,
      share: z.number().positive(),
    }),
  ),
  p50Us: z.int().nonnegative().nullable(),
  p95Us: z.int().nonnegative().nullable(),
  basis: NumberBasis,
});

/** A design that was looked at, and what became of it. */
export const AdvisedDesign = z.object({
  name: z.string(),
  kind: DesignKind,
  label: z.string(),
  acceleratorGroups: z.array(Identifier),
  settings: z
    .object({
      ttlS: z.int().nonnegative(),
      intervalS: z.int().positive(),
      failureThreshold: z.int().positive(),
    })
    .nullable(),
  isIncumbent: z.boolean(),
  /**
   * `chosen`; `frontier`: no other beats it in everything; `dominated`: another does; `infeasible`: it breaks
   * a constraint; `unscored`: it cannot be judged.
   */
  standing: z.enum(["chosen", "frontier", "dominated", "infeasible", "unscored"]),
  /** Why it was not chosen, the binding one first; of what was chosen none. */
  reasons: z.array(Reason),
  score: DesignScore.nullable(),
  /** Told of the chosen design and of the one in use. */
  groups: z.array(ServedGroup),
});

export type AdvisedDesign = z.infer<typeof AdvisedDesign>;

/** The value of one thing at which another answer would be given, found by asking again. */
export const FlipPoint = z.object({
  kind: z.enum(["volume", "price", "rto", "threshold", "mix", "tail"]),
  /** What would have to change: `GB out of Europe`, `price of …`. */
  what: z.string(),
  unit: z.string(),
  now: z.number(),
  at: z.number(),
  /** Name of the design that would be chosen then; null where none would be. */
  becomes: z.string().nullable(),
  sentence: z.string(),
});

export type FlipPoint = z.infer<typeof FlipPoint>;

/** How sure the answer is of the users' shares: drawn anew so often, the same design so often. */
export const Sensitivity = z.object({
  draws: z.int().positive(),
  same: z.int().nonnegative(),
  /** Whether it stays with equal shares for all groups. */
  isSameWithEqualShares: z.boolean(),
  sentence: z.string(),
});

export type Sensitivity = z.infer<typeof Sensitivity>;
