import type { CidrCollectionSpec } from "../../contract/aws/cidr-collection-spec.ts";
import type { RecordSet } from "../../contract/aws/record-set.ts";
import type { RoutingPolicy } from "../../contract/aws/routing-policy.ts";
import { aliasRecord } from "./answer-of.ts";
import { collectionOf, locationName } from "./cidr-collection.ts";
import type { Draft } from "./draft.ts";
import type { Ground, PlannedEndpoint } from "./ground.ts";
import { failoverDraft } from "./plain-policies.ts";

/** Which endpoint users are led to, and which one while that fails. */
export interface Preference {
  readonly first: PlannedEndpoint;
  /** Null where no other may serve them. */
  readonly second: PlannedEndpoint | null;
  /** They stay with these whatever fails: nobody else may serve them. */
  readonly isConfined: boolean;
}

/** Preferences of the groups, and of everybody else. */
export interface Preferences {
  readonly byGroup: ReadonlyMap<string, Preference>;
  readonly others: Preference;
}

/** Users that records can tell, and where they are led. */
interface LedUsers {
  readonly setIdentifier: string;
  readonly routing: RoutingPolicy;
  readonly preference: Preference;
}

/** Each country to the endpoint that was found best for it. Groups of one country share it. */
export function geolocationDraft(
  ground: Ground,
  ttlS: number,
  { byGroup, others }: Preferences,
  name = ground.name,
): Draft {
  const byCountry = new Map<string, LedUsers>();
  for (const { id, countries } of ground.groups) {
    const preference = byGroup.get(id);
    if (preference === undefined) continue;
    for (const countryCode of countries) {
      if (byCountry.has(countryCode)) continue;
      const routing: RoutingPolicy = { policy: "geolocation", countryCode };
      byCountry.set(countryCode, { setIdentifier: countryCode, routing, preference });
    }
  }
  const rest: RoutingPolicy = { policy: "geolocation", countryCode: "*" };
  return {
    records: led(ground, ttlS, name, [...byCountry.values(), everybodyElse(rest, others)]),
  };
}

/**
 * Each group's address blocks to the endpoint that was found best for it; groups that are led alike share
 * a location. AWS documents no way out of a location whose record is unhealthy, so each leads by an alias
 * to a pair with a way out.
 */
export function ipBasedDraft(
  ground: Ground,
  ttlS: number,
  { byGroup, others }: Preferences,
  name = ground.name,
): Draft {
  const alike = new Map<string, { preference: Preference; blocks: string[] }>();
  for (const { id, cidrs } of ground.groups) {
    const preference = byGroup.get(id);
    if (preference === undefined || cidrs.length === 0) continue;
    const label = pairLabel(preference);
    const own = alike.get(label);
    if (own === undefined) alike.set(label, { preference, blocks: [...cidrs] });
    else own.blocks.push(...cidrs);
  }
  const locations = [...alike].map(([label, { preference, blocks }], at) => ({
    name: locationName(label, at),
    preference,
    blocks,
  }));
  const collection: CidrCollectionSpec = collectionOf(ground, "blocks", locations);
  const routing = (location: string): RoutingPolicy => ({
    policy: "ip-based",
    collectionId: collection.id,
    location,
  });
  const users = locations.map((location) => ({
    setIdentifier: location.name,
    routing: routing(location.name),
    preference: location.preference,
  }));
  return {
    records: led(ground, ttlS, name, [...users, everybodyElse(routing("*"), others)]),
    cidrCollections: [collection],
  };
}

function everybodyElse(routing: RoutingPolicy, preference: Preference): LedUsers {
  return { setIdentifier: "everybody-else", routing, preference };
}

/** A record for each of the users that can be told, and the pairs that they lead to. */
function led(ground: Ground, ttlS: number, name: string, users: readonly LedUsers[]): RecordSet[] {
  const pairs = new Map<string, RecordSet[]>();
  const records = users.map(({ setIdentifier, routing, preference }) => {
    const target = `${pairLabel(preference)}.${name}`;
    if (!pairs.has(target)) pairs.set(target, pairRecords(ground, ttlS, preference, target));
    const asks = !preference.isConfined;
    return aliasRecord(ground, target, { name, routing, setIdentifier }, asks);
  });
  return [...records, ...[...pairs.values()].flat()];
}

function pairLabel({ first, second, isConfined }: Preference): string {
  const label = second === null ? `${first.id}.only` : `${first.id}.${second.id}.or`;
  return isConfined ? `${label}.none` : label;
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
