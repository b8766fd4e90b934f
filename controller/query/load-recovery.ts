import type { RoutingDesign } from "../contract/aws/routing-design.ts";
import type { Service } from "../contract/estate.ts";
import type { RecoveryAdvice } from "../contract/recovery-advice.ts";
import { adviseRecovery } from "../core/recovery/advise-recovery.ts";
import { liveDesign } from "../core/routing/live-design.ts";
import type { Store } from "../store/store.ts";
import { loadInventory } from "./load-inventory.ts";

type RecoveryStore = {
  readonly inventory: Pick<Store["inventory"], "read">;
  readonly history: Pick<Store["history"], "read">;
};

/** Which recovery strategy a service needs, by what stands in AWS and by the failover runs that it was given. */
export async function loadRecovery(
  store: RecoveryStore,
  service: Service,
  nowMs: number,
): Promise<RecoveryAdvice> {
  const [design, history] = await Promise.all([
    loadDesign(store, service),
    store.history.read(service.id),
  ]);
  return adviseRecovery({
    atMs: nowMs,
    service,
    failoverRuns: history?.failoverRuns ?? [],
    runSource: history?.source ?? "measured",
    design,
  });
}

/** What AWS was read to hold comes before what the service file says. */
async function loadDesign(
  store: Pick<RecoveryStore, "inventory">,
  service: Service,
): Promise<RoutingDesign | null> {
  const inventory = await loadInventory(store);
  if (inventory !== null) {
    const { design } = liveDesign(service, inventory);
    if (design.hostedZones.length > 0 || design.accelerators.length > 0) return design;
  }
  return service.incumbentDesign ?? null;
}
