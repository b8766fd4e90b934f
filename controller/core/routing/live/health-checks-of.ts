import type { HealthCheckSpec } from "../../../contract/aws/health-check-spec.ts";
import type { RecordSet } from "../../../contract/aws/record-set.ts";
import type { Inventory } from "../../../contract/inventory.ts";
import type { WantedPart } from "./unread-parts.ts";

/** Health checks that record sets name, calculated ones with all that they calculate from. */
export function healthChecksOf(
  { healthChecks }: Pick<Inventory, "healthChecks">,
  records: readonly RecordSet[],
): { readonly specs: HealthCheckSpec[]; readonly wanted: WantedPart[] } {
  const known = new Map(healthChecks.map((check) => [check.spec.id, check]));
  const ids = new Set(records.flatMap(({ healthCheckId }) => healthCheckId ?? []));
  const specs: HealthCheckSpec[] = [];
  const wanted: WantedPart[] = [];
  // A set gives out what is added to it while it is gone through.
  for (const id of ids) {
    const check = known.get(id);
    wanted.push({ subject: "health-checks", scope: null, account: check?.account ?? null });
    if (check === undefined) continue;
    specs.push(check.spec);
    const { config } = check.spec;
    if (config.type === "CALCULATED") for (const child of config.childIds) ids.add(child);
  }
  return { specs, wanted };
}
