import type { RecordSet } from "../../contract/aws/record-set.ts";
import type { RoutingPolicy } from "../../contract/aws/routing-policy.ts";
import { acceleratorOf, toAccelerator } from "./accelerator.ts";
import { aliasRecord } from "./answer-of.ts";
import { collectionOf, locationName } from "./by-client.ts";
import type { Draft } from "./draft.ts";
import type { Ground, PlannedGroup } from "./ground.ts";
import type { DesignSettings } from "./settings.ts";

/** How a hybrid tells its groups apart. */
export type HybridTop = "geolocation" | "ip-based";

/**
 * Whether records can tell some groups from all others: by country, where no other group has one of
 * theirs, or by address blocks.
 */
export function topFor(
  { groups }: Pick<Ground, "groups">,
  accelerated: ReadonlySet<string>,
): HybridTop | null {
  const inside = groups.filter(({ id }) => accelerated.has(id));
  if (inside.length === 0) return null;
  const outside = new Set(
    groups.flatMap(({ id, country }) => (accelerated.has(id) ? [] : [country])),
  );
  if (inside.every(({ country }) => country !== null && !outside.has(country)))
    return "geolocation";
  return inside.every(({ cidrs }) => cidrs.length > 0) ? "ip-based" : null;
}

/**
 * Some groups by the accelerator, everybody else as `base` leads them: the top record tells by country
 * or by address block, its default is an alias to the base at a name of its own.
 *
 * @param base builds the records for everybody else at the name given
 */
export function hybridDraft(
  ground: Ground,
  settings: DesignSettings,
  accelerated: ReadonlySet<string>,
  top: HybridTop,
  base: (name: string) => Draft,
): Draft {
  const baseName = `direct.${ground.name}`;
  const rest = base(baseName);
  const collection = collectionOf(ground);
  const routing = routingBy(top, collection.id);
  const inside = ground.groups.flatMap((group, at): RecordSet[] =>
    accelerated.has(group.id) ? [toAccelerator(ground, routing(group, at), group.id)] : [],
  );
  const others = aliasRecord(ground, baseName, {
    name: ground.name,
    routing: everybodyElse(top, collection.id),
    setIdentifier: "everybody-else",
  });
  return {
    records: [...oncePerRouting(inside), others, ...rest.records],
    cidrCollections: [...(top === "ip-based" ? [collection] : []), ...(rest.cidrCollections ?? [])],
    accelerators: [acceleratorOf(ground, settings)],
  };
}

function routingBy(top: HybridTop, collectionId: string) {
  return (group: PlannedGroup, at: number): RoutingPolicy =>
    top === "geolocation"
      ? { policy: "geolocation", countryCode: group.country ?? "*" }
      : { policy: "ip-based", collectionId, location: locationName(group, at) };
}

function everybodyElse(top: HybridTop, collectionId: string): RoutingPolicy {
  return top === "geolocation"
    ? { policy: "geolocation", countryCode: "*" }
    : { policy: "ip-based", collectionId, location: "*" };
}

/** Groups of one country have one record together. */
function oncePerRouting(records: readonly RecordSet[]): RecordSet[] {
  return [...new Map(records.map((set) => [JSON.stringify(set.routing), set])).values()];
}
