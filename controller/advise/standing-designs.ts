import type { RoutingDesign } from "../contract/aws/routing-design.ts";
import { liveDesign } from "../core/routing/live-design.ts";
import { loadInventory } from "../query/load-inventory.ts";
import type { Store } from "../store/store.ts";

type StandingStore = {
  readonly estate: Pick<Store["estate"], "read">;
  readonly inventory: Pick<Store["inventory"], "read">;
};

/** By service, what of AWS leads its users, as it was read last; none before the first reading. */
export async function standingDesigns(
  store: StandingStore,
): Promise<ReadonlyMap<string, RoutingDesign>> {
  const [estate, inventory] = await Promise.all([store.estate.read(), loadInventory(store)]);
  if (estate === null || inventory === null) return new Map();
  return new Map(
    estate.services.map((service) => [service.id, liveDesign(service, inventory).design]),
  );
}

/** Services that are led otherwise after than before. */
export function ledOtherwise(
  before: ReadonlyMap<string, RoutingDesign>,
  after: ReadonlyMap<string, RoutingDesign>,
): string[] {
  const textOf = (design: RoutingDesign | undefined) => JSON.stringify(design ?? null);
  return [...after].flatMap(([id, design]) =>
    textOf(design) === textOf(before.get(id)) ? [] : [id],
  );
}
