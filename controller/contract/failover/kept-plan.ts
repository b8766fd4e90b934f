import { z } from "zod";
import { Identifier } from "../measured.ts";
import { FailoverPlanShape } from "./failover-plan-shape.ts";

/** A plan as the controller keeps it. */
export const KeptPlan = z.object({
  plan: FailoverPlanShape,
  /** SHA-256 of its canonical JSON (RFC 8785), hexadecimal: runs name the plan by it. */
  planHash: z.string().regex(/^[0-9a-f]{64}$/),
  keptAtMs: z.int().nonnegative(),
  /** Who declared it. */
  by: z.string().min(1).max(120),
});

export type KeptPlan = z.infer<typeof KeptPlan>;

/** A kept plan, and when its schedule begins a run next, epoch milliseconds; null where it never does. */
export const ListedPlan = KeptPlan.extend({ nextAtMs: z.int().nonnegative().nullable() });

export type ListedPlan = z.infer<typeof ListedPlan>;

export const PlanList = z.object({ plans: z.array(ListedPlan) });

/** What declaring a plan changes, or would change. */
export const PlanChange = z.object({
  outcome: z.enum(["added", "changed", "unchanged"]),
  plan: ListedPlan,
});

export type PlanChange = z.infer<typeof PlanChange>;

export const PlanRemoved = z.object({ plan: Identifier });
