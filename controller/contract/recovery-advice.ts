import { z } from "zod";
import { Identifier } from "./measured.ts";
import { NumberBasis } from "./number-basis.ts";
import { RecoveryStrategy } from "./recovery.ts";

/** Seconds, from the best to the worst that is to be expected; null: never. */
const Span = z.object({
  leastS: z.number().nonnegative().nullable(),
  mostS: z.number().nonnegative().nullable(),
  basis: NumberBasis,
  /** What it stands on, in words. */
  text: z.string(),
});

export type Span = z.infer<typeof Span>;

/**
 * Whether a target is met: `yes` even at the worst, `no` not even at the best, `maybe` in between; `unset`
 * without a target.
 */
const Meets = z.enum(["yes", "maybe", "no", "unset"]);

/** A target, and how far the worst that is to be expected is above it. */
const Gap = z.object({
  targetS: z.number().nonnegative().nullable(),
  meets: Meets,
  /** Null where it is met, has no target, or is never. */
  overS: z.number().positive().nullable(),
});

export type Gap = z.infer<typeof Gap>;

const StrategyAdvice = z.object({
  strategy: RecoveryStrategy,
  label: z.string(),
  isToday: z.boolean(),
  /** Until users are served again: service standing, and users led there. */
  rto: Span,
  rpo: Span,
  rtoGap: Gap,
  rpoGap: Gap,
  /** Beside the primary deployment, in a month; null where nothing tells. */
  usdPerMonth: z.number().nonnegative().nullable(),
  /** How the cost is known, or what would make it known. */
  costText: z.string(),
});

export type StrategyAdvice = z.infer<typeof StrategyAdvice>;

/** Which recovery strategy meets the targets for the least money. */
export const RecoveryAdvice = z.object({
  service: Identifier,
  label: z.string(),
  atMs: z.int(),
  targets: z.object({ rtoS: z.number().nullable(), rpoS: z.number().nullable() }),
  /** How the service is made to survive the loss of a Region today; null where it is not known. */
  today: RecoveryStrategy.nullable(),
  /** Until users are led elsewhere: seconds that the share asked for stays within. */
  routing: Span,
  /** The cheapest first, as AWS orders them. */
  strategies: z.array(StrategyAdvice).length(4),
  /**
   * `keep`, `change`: the recommended strategy meets every target; `test`: one may, and trying it would tell;
   * `none`: no strategy meets them; `no_targets`: nothing is wanted.
   */
  outcome: z.enum(["keep", "change", "test", "none", "no_targets"]),
  recommended: RecoveryStrategy.nullable(),
  /** Whether costs decided; otherwise the order in which AWS has them, the simplest first. */
  isByCost: z.boolean(),
  /** What is not known, and how to make it known. */
  missing: z.array(z.string()),
  source: z.object({ title: z.string(), url: z.string(), asOf: z.string() }),
  sentence: z.string(),
});

export type RecoveryAdvice = z.infer<typeof RecoveryAdvice>;
