import type { HealthCheckSpec } from "../../contract/aws/health-check-spec.ts";
import type { RecordSet } from "../../contract/aws/record-set.ts";

/** Health checks that record sets use, and the ids of those that nothing is known of. */
interface UsedChecks {
  readonly used: HealthCheckSpec[];
  readonly lost: string[];
}

/** Health checks that record sets name, calculated ones with all that they calculate from, each once. */
export function checksUsedBy(
  checks: readonly HealthCheckSpec[],
  records: readonly RecordSet[],
): UsedChecks {
  const byId = checksById(checks);
  const ids = new Set(records.flatMap(({ healthCheckId }) => healthCheckId ?? []));
  const used: HealthCheckSpec[] = [];
  const lost: string[] = [];
  // A set gives out what is added to it while it is gone through.
  for (const id of ids) {
    const check = byId.get(id);
    if (check === undefined) {
      lost.push(id);
      continue;
    }
    used.push(check);
    if (check.config.type === "CALCULATED")
      for (const child of check.config.childIds) ids.add(child);
  }
  return { used, lost };
}

const known = new WeakMap<readonly HealthCheckSpec[], ReadonlyMap<string, HealthCheckSpec>>();

/** Of the checks of a design once: each of its ways is asked for. */
function checksById(checks: readonly HealthCheckSpec[]): ReadonlyMap<string, HealthCheckSpec> {
  const before = known.get(checks);
  if (before !== undefined) return before;
  const byId = new Map(checks.map((check) => [check.id, check]));
  known.set(checks, byId);
  return byId;
}
