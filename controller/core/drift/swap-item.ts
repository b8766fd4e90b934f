import type { ZoneWithRecords } from "../../contract/aws/hosted-zone-spec.ts";
import type { RecordSet } from "../../contract/aws/record-set.ts";
import type { RoutingDesign } from "../../contract/aws/routing-design.ts";
import { recordKey } from "../routing/canonical-record.ts";
import { EMPTY_DESIGN } from "../routing/empty-design.ts";
import type { ItemPlace } from "./design-item.ts";
import { swapAccelerator } from "./swap-accelerator.ts";
import { swapped } from "./swapped.ts";

type Place<Kind extends ItemPlace["kind"]> = Extract<ItemPlace, { kind: Kind }>;

/** A design with one thing as it is in another one, which may be: not at all. */
export function swapItem(
  design: RoutingDesign,
  other: RoutingDesign,
  place: ItemPlace,
): RoutingDesign {
  switch (place.kind) {
    case "record":
      return swapRecord(design, other, place);
    case "health-check":
      return {
        ...design,
        healthChecks: swapped(design.healthChecks, other.healthChecks, ({ id }) => id, place.id),
      };
    case "cidr-location":
      return swapLocation(design, other, place);
    case "accelerator":
      return {
        ...design,
        accelerators: swapAccelerator(design.accelerators, other.accelerators, place),
      };
  }
}

/** A design without one thing, and without what makes no sense any more then. */
export function withoutItem(design: RoutingDesign, place: ItemPlace): RoutingDesign {
  switch (place.kind) {
    case "record":
    case "accelerator":
      return swapItem(design, EMPTY_DESIGN, place);
    case "health-check": {
      const gone = checksOn(design, place.id);
      return withoutRecords(
        design,
        ({ healthCheckId }) => healthCheckId !== undefined && gone.has(healthCheckId),
      );
    }
    case "cidr-location":
      return withoutRecords(
        design,
        ({ routing }) =>
          routing.policy === "ip-based" &&
          routing.collectionId === place.collection &&
          routing.location === place.location,
      );
  }
}

/** A health check and those that are calculated from it. */
function checksOn({ healthChecks }: RoutingDesign, id: string): ReadonlySet<string> {
  const found = new Set([id]);
  // A set gives out what is added to it while it is gone through.
  for (const child of found) {
    for (const { id: parent, config } of healthChecks) {
      if (config.type === "CALCULATED" && config.childIds.includes(child)) found.add(parent);
    }
  }
  return found;
}

function withoutRecords(design: RoutingDesign, isGone: (set: RecordSet) => boolean): RoutingDesign {
  return {
    ...design,
    hostedZones: design.hostedZones.map((zone) => ({
      ...zone,
      records: zone.records.filter((set) => !isGone(set)),
    })),
  };
}

/** Record sets of one name and type share a policy: where that is another one they go together. */
function swapRecord(
  design: RoutingDesign,
  other: RoutingDesign,
  { zone: id, record: key }: Place<"record">,
): RoutingDesign {
  const zone = design.hostedZones.find((each) => each.id === id);
  const its = other.hostedZones.find((each) => each.id === id);
  const theirs = its?.records ?? [];
  const records = zone?.records ?? [];
  const one = records.find((set) => recordKey(set) === key);
  const another = theirs.find((set) => recordKey(set) === key);
  const group = groupKey(another ?? one);
  const siblings = records.find((set) => groupKey(set) === group);
  const isOtherPolicy =
    another !== undefined && siblings !== undefined && policyOf(another) !== policyOf(siblings);
  const changed = isOtherPolicy
    ? [
        ...records.filter((set) => groupKey(set) !== group),
        ...theirs.filter((set) => groupKey(set) === group),
      ]
    : swapped(records, theirs, recordKey, key);
  const base: ZoneWithRecords | undefined = zone ?? its;
  if (base === undefined) return design;
  const hostedZones = swapped(
    design.hostedZones,
    [{ ...base, records: changed }],
    (each) => each.id,
    id,
  );
  return { ...design, hostedZones };
}

function policyOf({ routing }: RecordSet): string {
  return routing.policy;
}

function groupKey(set: RecordSet | undefined): string {
  return set === undefined ? "" : `${set.name} ${set.type}`;
}

function swapLocation(
  design: RoutingDesign,
  other: RoutingDesign,
  { collection: id, location }: Place<"cidr-location">,
): RoutingDesign {
  const own = design.cidrCollections.find((each) => each.id === id);
  const theirs = other.cidrCollections.find((each) => each.id === id);
  const base = own ?? theirs;
  if (base === undefined) return design;
  const locations = swapped(
    own?.locations ?? [],
    theirs?.locations ?? [],
    ({ name }) => name,
    location,
  );
  const cidrCollections = swapped(
    design.cidrCollections,
    [{ ...base, locations }],
    (each) => each.id,
    id,
  );
  return { ...design, cidrCollections };
}
