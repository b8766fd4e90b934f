import type { RoutingDesign } from "../../contract/aws/routing-design.ts";
import type { ClientGroup } from "../../contract/client-group.ts";
import type { PlacedVantage, Service } from "../../contract/estate.ts";
import type { Inventory } from "../../contract/inventory.ts";
import { clientGroups } from "../advise/client-groups.ts";
import type { Asker } from "../routing/asker.ts";
import type { EndpointBook } from "../routing/endpoint-book.ts";
import { askerOf, predictGroup } from "../routing/predict-group.ts";
import { type Door, doorAt, type Served, servedKey } from "../routing/predict-served.ts";
import { type Assumed, routingWorld } from "../routing/routing-world.ts";
import { serviceBook } from "../routing/service-book.ts";
import type { Spread } from "../routing/spread.ts";

/** A way in that chooses the endpoint, and where users of it knock. */
export type NamedDoor = { readonly entry: "dns" | "accelerator"; readonly door: Door };

/** Everything besides a design that who serves whom depends on. */
export type RoutingModel = {
  /** The doors that users take. */
  readonly doors: readonly NamedDoor[];
  readonly book: EndpointBook;
  readonly audiences: readonly { readonly group: ClientGroup; readonly askers: readonly Asker[] }[];
};

/** @param inventory null where AWS was not read */
export function routingModel(
  service: Service,
  vantages: readonly PlacedVantage[],
  inventory: Inventory | null,
): RoutingModel {
  const known = new Map(vantages.map((vantage) => [vantage.id, vantage]));
  return {
    doors: usedDoors(service),
    book: serviceBook(service, inventory),
    audiences: clientGroups(service, vantages).map((group) => ({
      group,
      askers: group.vantages.flatMap((id) => {
        const vantage = known.get(id);
        return vantage === undefined ? [] : [askerOf(vantage, group.country)];
      }),
    })),
  };
}

/** Who serves each group by each door: doors, and in each the groups, in the order of the model. */
export type Servings = readonly (readonly Spread<Served>[])[];

export function servedBy(
  { doors, book, audiences }: RoutingModel,
  design: RoutingDesign,
  assumed: Assumed = {},
): Servings {
  const world = routingWorld(design, assumed);
  return doors.map(({ door }) =>
    audiences.map(({ askers }) => predictGroup(world, book, door, askers)),
  );
}

/** Part of the clients that two spreads serve otherwise: half the sum of the differences. */
export function movedShare(one: Spread<Served>, other: Spread<Served>): number {
  const left = new Map(one.map(({ item, probability }) => [servedKey(item), probability]));
  let kept = 0;
  for (const { item, probability } of other) {
    kept += Math.min(probability, left.get(servedKey(item)) ?? 0);
  }
  // Sums of shares are off by less than this.
  return kept > 1 - 1e-9 ? 0 : 1 - kept;
}

/**
 * Ways in that users take today: what is said of them, else all there are. Whoever goes by the
 * accelerator may come there by the name.
 */
function usedDoors({ dns, accelerator, incumbent }: Service): NamedDoor[] {
  const doors: NamedDoor[] = [];
  if (dns !== undefined) doors.push({ entry: "dns", door: doorAt(dns.url, dns.name) });
  if (accelerator !== undefined && incumbent !== "dns") {
    doors.push({ entry: "accelerator", door: doorAt(accelerator.url) });
  }
  return doors;
}
