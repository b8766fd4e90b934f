import type { HealthCheckSpec } from "../../../contract/aws/health-check-spec.ts";
import type { RecordSet } from "../../../contract/aws/record-set.ts";
import type { Inventory } from "../../../contract/inventory.ts";
import { checksUsedBy } from "../checks-used-by.ts";
import type { WantedPart } from "./unread-parts.ts";

/** Health checks that record sets use; one that was not read may be in any account. */
export function healthChecksOf(
  { healthChecks }: Pick<Inventory, "healthChecks">,
  records: readonly RecordSet[],
): { readonly specs: HealthCheckSpec[]; readonly wanted: WantedPart[] } {
  const accounts = new Map(healthChecks.map(({ spec, account }) => [spec.id, account]));
  const specs = healthChecks.map(({ spec }) => spec);
  const { used, lost } = checksUsedBy(specs, records);
  const ids = [...used.map(({ id }) => id), ...lost];
  return {
    specs: used,
    wanted: ids.map((id) => ({
      subject: "health-checks",
      scope: null,
      account: accounts.get(id) ?? null,
    })),
  };
}
