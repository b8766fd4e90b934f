import type { CidrCollectionSpec } from "../../contract/aws/cidr-collection-spec.ts";
import type { RecordSet } from "../../contract/aws/record-set.ts";
import type { RoutingPolicy } from "../../contract/aws/routing-policy.ts";
import { aliasRecord } from "./answer-of.ts";
import type { Draft } from "./draft.ts";
import type { Ground, PlannedEndpoint, PlannedGroup } from "./ground.ts";
import { failoverDraft } from "./plain-policies.ts";

/** Which endpoint a group is led to, and which one while that fails. */
interface Preference {
  readonly first: PlannedEndpoint;
  /** Null where the service has one endpoint only. */
  readonly second: PlannedEndpoint | null;
}

/** Preferences of the groups, and of everybody else. */
export interface Preferences {
  readonly byGroup: ReadonlyMap<string, Preference>;
  readonly others: Preference;
}

/** Routing for a group, if records can tell it from others; undefined else. */
type Told = (group: PlannedGroup) => RoutingPolicy | undefined;

/** Each country to the endpoint that was measured to be best for it. Groups of one country share it. */
export function geolocationDraft(ground: Ground, ttlS: number, wanted: Preferences): Draft {
  const seen = new Set<string>();
  const told: Told = ({ country }) => {
    if (country === null || seen.has(country)) return undefined;
    seen.add(country);
    return { policy: "geolocation", countryCode: country };
  };
  const others: RoutingPolicy = { policy: "geolocation", countryCode: "*" };
  return { records: led(ground, ttlS, wanted, told, others) };
}

/** Most characters that the name of a location has. */
const LOCATION_LENGTH = 16;

/**
 * Each group's address blocks to the endpoint that was measured to be best for it. AWS documents no way
 * out of a location whose record is unhealthy, so each leads by an alias to a pair with a way out.
 */
export function ipBasedDraft(ground: Ground, ttlS: number, wanted: Preferences): Draft {
  const collection = collectionOf(ground);
  const locationOf = new Map(
    ground.groups.map((group, at) => [group.id, locationName(group, at)] as const),
  );
  const routing = (location: string): RoutingPolicy => ({
    policy: "ip-based",
    collectionId: collection.id,
    location,
  });
  const told: Told = ({ id, cidrs }) =>
    cidrs.length === 0 ? undefined : routing(locationOf.get(id) ?? id);
  return {
    records: led(ground, ttlS, wanted, told, routing("*")),
    cidrCollections: [collection],
  };
}

export function collectionOf({ service, groups }: Ground): CidrCollectionSpec {
  return {
    id: `blocks-${service}`.slice(0, 64),
    name: `isochrone-${service}`.slice(0, 64),
    locations: groups.flatMap((group, at) =>
      group.cidrs.length === 0 ? [] : [{ name: locationName(group, at), blocks: [...group.cidrs] }],
    ),
  };
}

/** The id of a group, cut to what AWS takes, with its place in the list where that would be ambiguous. */
export function locationName({ id }: PlannedGroup, at: number): string {
  if (id.length <= LOCATION_LENGTH) return id;
  const mark = `-${at}`;
  return id.slice(0, LOCATION_LENGTH - mark.length) + mark;
}

/** A record for each group that can be told, one for everybody else, and the pairs that they lead to. */
function led(
  ground: Ground,
  ttlS: number,
  { byGroup, others }: Preferences,
  told: Told,
  rest: RoutingPolicy,
): RecordSet[] {
  const pairs = new Map<string, RecordSet[]>();
  const alias = (setIdentifier: string, preference: Preference, routing: RoutingPolicy) => {
    const target = pairName(ground, preference);
    if (!pairs.has(target)) pairs.set(target, pairRecords(ground, ttlS, preference, target));
    return aliasRecord(ground, target, { name: ground.name, routing, setIdentifier });
  };
  const records = ground.groups.flatMap((group) => {
    const preference = byGroup.get(group.id);
    const routing = preference === undefined ? undefined : told(group);
    return preference === undefined || routing === undefined
      ? []
      : [alias(group.id, preference, routing)];
  });
  records.push(alias("everybody-else", others, rest));
  return [...records, ...[...pairs.values()].flat()];
}

function pairName({ name }: Ground, { first, second }: Preference): string {
  return second === null ? `${first.id}.only.${name}` : `${first.id}.${second.id}.or.${name}`;
}

function pairRecords(
  ground: Ground,
  ttlS: number,
  { first, second }: Preference,
  name: string,
): RecordSet[] {
  if (second !== null) return [...failoverDraft(ground, ttlS, [first, second], name).records];
  return [...failoverDraft(ground, ttlS, [first, first], name).records].slice(0, 1);
}
