import type { FailoverPlan } from "../contract/failover/failover-plan.ts";
import type { KeptPlan, ListedPlan, PlanChange } from "../contract/failover/kept-plan.ts";
import { nextRunAtMs } from "./next-run.ts";
import { planHash } from "./plan-hash.ts";

/** A plan with when it runs next. */
export function listedPlan(kept: KeptPlan, nowMs: number): ListedPlan {
  return { ...kept, nextAtMs: nextRunAtMs(kept.plan, nowMs) };
}

/** What it means to declare a plan beside those that are kept; one that says the same stays as it was. */
export function planChange(
  plan: FailoverPlan,
  plans: readonly KeptPlan[],
  { by, nowMs }: { readonly by: string; readonly nowMs: number },
): PlanChange {
  const before = plans.find((kept) => kept.plan.id === plan.id);
  const hash = planHash(plan);
  if (before?.planHash === hash) {
    return { outcome: "unchanged", plan: listedPlan(before, nowMs) };
  }
  const kept = { plan, planHash: hash, keptAtMs: nowMs, by };
  return {
    outcome: before === undefined ? "added" : "changed",
    plan: listedPlan(kept, nowMs),
  };
}
