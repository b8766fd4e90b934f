import type { FailoverPlan } from "../../contract/failover/failover-plan.ts";
import type { FailoverResult, TimeFigure } from "../../contract/failover/failover-result.ts";
import type { RunChange, RunComparison } from "../../contract/failover/run-comparison.ts";

/** Compares a run with an earlier one; lanes and ways in that only one of them has are left out. */
export function compareRuns(
  before: { readonly plan: FailoverPlan; readonly result: FailoverResult },
  after: { readonly plan: FailoverPlan; readonly result: FailoverResult },
): RunComparison {
  const lanes = after.result.lanes.flatMap((lane) => {
    const { vantage, entry, class: className } = lane;
    const earlier = before.result.lanes.find(
      (each) => each.vantage === vantage && each.entry === entry && each.class === className,
    );
    if (earlier === undefined) return [];
    return [{ vantage, entry, class: className, ...changeOf(earlier.stable, lane.stable) }];
  });
  const users = after.result.users.flatMap(({ entry, p95 }) => {
    const earlier = before.result.users.find((each) => each.entry === entry);
    return earlier === undefined ? [] : [{ entry, ...changeOf(earlier.p95, p95) }];
  });
  return { lanes, users, planFields: differingFields(before.plan, after.plan) };
}

function changeOf(before: TimeFigure | null, after: TimeFigure | null): RunChange {
  if (before === null || after === null) return { change: "unknown", difference: null };
  const lowerMs = before.upperMs === null ? null : after.lowerMs - before.upperMs;
  const upperMs = after.upperMs === null ? null : after.upperMs - before.lowerMs;
  const difference = { lowerMs, upperMs };
  if (lowerMs !== null && lowerMs > 0) return { change: "slower", difference };
  if (upperMs !== null && upperMs < 0) return { change: "faster", difference };
  const isOpen = lowerMs === null && upperMs === null;
  return { change: isOpen ? "unknown" : "same", difference };
}

function differingFields(before: FailoverPlan, after: FailoverPlan): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof FailoverPlan>;
  return [...names].filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}
