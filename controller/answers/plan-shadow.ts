import { randomBytes } from "node:crypto";
import type { RoutingDesign } from "../contract/aws/routing-design.ts";
import type { Service } from "../contract/estate.ts";
import type { ShadowPlan } from "../contract/shadow.ts";
import { shadowSet } from "../core/answers/shadow-set.ts";
import { doorOf, zoneOfService } from "../core/answers/zone-of-name.ts";
import { canonicalName } from "../core/routing/names.ts";
import { loadInventory } from "../query/load-inventory.ts";
import type { Store } from "../store/store.ts";

const CONFIRM_WITHIN_MS = 600_000;
const ID_BYTES = 10;

/** What would be written to try a design, or why it cannot be tried. Nothing is written. */
export async function planShadow(
  store: Pick<Store, "inventory">,
  service: Service,
  design: RoutingDesign,
  nowMs: number,
): Promise<ShadowPlan | { readonly reason: string }> {
  const inventory = await loadInventory(store);
  if (inventory === null) return { reason: "AWS was not read yet." };
  const found = zoneOfService(service, inventory);
  if ("reason" in found) return found;
  const { id: zone, name: zoneName } = found.spec;
  const name = canonicalName(doorOf(service)?.host ?? "");
  const id = randomBytes(ID_BYTES).toString("hex");
  const set = shadowSet({ design, zone: { id: zone, name: zoneName }, name, id });
  if (!set.ok) return { reason: set.reason };
  return {
    id,
    service: service.id,
    account: found.account,
    zone,
    zoneName: canonicalName(zoneName),
    name,
    shadowName: set.shadowName,
    records: [...set.records],
    design,
    confirmUntilMs: nowMs + CONFIRM_WITHIN_MS,
  };
}
