import type { RoutingDesign } from "../../contract/aws/routing-design.ts";
import type { DriftUnread } from "../../contract/drift.ts";
import type { Inventory } from "../../contract/inventory.ts";
import type { InventoryPart, PartSubject } from "../../contract/inventory-part.ts";
import { partText } from "../inventory/part-text.ts";
import { canonicalDesign } from "../routing/canonical.ts";
import { acceleratorKey, type ItemPlace } from "./design-item.ts";

export type Unread = Omit<DriftUnread, "sense">;

/** What stands in AWS of the things that a declared design speaks of, and of what users are led by. */
export type LiveView = {
  /** In canonical form. */
  readonly design: RoutingDesign;
  /** Why it is not known how a thing stands; null where it was read. */
  readonly unread: (place: ItemPlace) => Unread | null;
};

/** Everything that was read of AWS as one design, in canonical form. */
export function wholeDesign(inventory: Inventory): RoutingDesign {
  return canonicalDesign({
    hostedZones: inventory.hostedZones.map(({ spec }) => spec),
    healthChecks: inventory.healthChecks.map(({ spec }) => spec),
    cidrCollections: inventory.cidrCollections.map(({ spec }) => spec),
    accelerators: inventory.accelerators.map(({ spec }) => spec),
  });
}

/**
 * Picks out of all that was read what is to be compared: the things that the declared design speaks of,
 * and record sets and accelerators that users are led through besides. A health check or a collection
 * that no declared design speaks of shows in the record set that names it.
 *
 * @param whole see `wholeDesign`
 * @param declared with the names that AWS gave
 * @param led what users are led by, in canonical form
 */
export function liveView(
  inventory: Inventory,
  whole: RoutingDesign,
  declared: RoutingDesign,
  led: RoutingDesign,
): LiveView {
  const named = new Set([...recordGroups(declared), ...recordGroups(led)]);
  const checks = new Set(declared.healthChecks.map(({ id }) => id));
  const collections = new Set(declared.cidrCollections.map(({ id }) => id));
  const accelerators = new Set([...declared.accelerators, ...led.accelerators].map(acceleratorKey));
  return {
    design: {
      hostedZones: whole.hostedZones
        .map((zone) => ({
          ...zone,
          records: zone.records.filter(({ name, type }) => named.has(`${zone.id} ${name} ${type}`)),
        }))
        .filter(({ records }) => records.length > 0),
      healthChecks: whole.healthChecks.filter(({ id }) => checks.has(id)),
      cidrCollections: whole.cidrCollections.filter(({ id }) => collections.has(id)),
      accelerators: whole.accelerators.filter((each) => accelerators.has(acceleratorKey(each))),
    },
    unread: (place) => unreadPart(inventory, place),
  };
}

function recordGroups({ hostedZones }: RoutingDesign): string[] {
  return hostedZones.flatMap(({ id, records }) =>
    records.map(({ name, type }) => `${id} ${name} ${type}`),
  );
}

/** The part of the inventory that a thing hangs on, where that was not read whole. */
function unreadPart(inventory: Inventory, place: ItemPlace): Unread | null {
  const { subject, scope, account } = whereabouts(inventory, place);
  const own = inventory.parts.filter(
    (part) =>
      part.subject === subject &&
      part.scope === scope &&
      (account === null || part.account === account),
  );
  if (own.length === 0) {
    const what = partText({ account: account ?? "every account", subject, scope });
    return { what, why: "was not asked for", mend: "Let Isochrone read it, then read AWS anew." };
  }
  const [open] = own.filter((part) => !isKnown(part, account !== null));
  return open === undefined ? null : unreadOf(open);
}

/** What is missing is known to be missing only where all was read; what is there may be read in part. */
function isKnown({ state, stale }: InventoryPart, isFound: boolean): boolean {
  return state === "complete" || (isFound && state === "partial" && stale === null);
}

function unreadOf(part: InventoryPart): Unread {
  const { error, note, stale } = part;
  const older = stale === null ? "" : "; what an earlier reading found was not compared";
  return {
    what: partText(part),
    why: `${error?.message ?? note ?? "was not read whole"}${older}`,
    mend: error?.mend ?? "Let Isochrone read it, then read AWS anew.",
  };
}

type Whereabouts = {
  readonly subject: PartSubject;
  readonly scope: string | null;
  /** Null where it was found in none. */
  readonly account: string | null;
};

function whereabouts(inventory: Inventory, place: ItemPlace): Whereabouts {
  const { hostedZones, healthChecks, cidrCollections, accelerators } = inventory;
  switch (place.kind) {
    case "record": {
      const zone = hostedZones.find(({ spec }) => spec.id === place.zone);
      return zone === undefined
        ? { subject: "hosted-zones", scope: null, account: null }
        : { subject: "record-sets", scope: place.zone, account: zone.account };
    }
    case "health-check":
      return inAccount("health-checks", healthChecks, ({ spec }) => spec.id === place.id);
    case "cidr-location":
      return inAccount(
        "cidr-collections",
        cidrCollections,
        (it) => it.spec.id === place.collection,
      );
    case "accelerator":
      return inAccount(
        "accelerators",
        accelerators,
        ({ spec }) => acceleratorKey(spec) === place.accelerator,
      );
  }
}

function inAccount<T extends { readonly account: string }>(
  subject: PartSubject,
  all: readonly T[],
  isIt: (one: T) => boolean,
): Whereabouts {
  return { subject, scope: null, account: all.find(isIt)?.account ?? null };
}
