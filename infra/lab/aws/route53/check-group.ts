import { MOST_IN_GROUP, policyOf } from "./policy.ts";
import type { KnownRecordSet } from "./record-set.ts";

/**
 * What is wrong with the record sets of one name and type taken together, as they would stand
 * after the batch. The first problem only: the others tend to follow from it.
 */
export function wrongGroup(group: readonly KnownRecordSet[]): string | undefined {
  const first = group[0];
  if (first === undefined) return undefined;
  const rr = `RRSet with DNS name ${first.Name}, type ${first.Type}`;
  const policy = policyOf(first);
  const other = group.find((set) => policyOf(set) !== policy);
  if (other !== undefined) {
    return `${rr} cannot be created as a ${policyOf(other)} RRSet because a ${policy} RRSet exists with the same name and type.`;
  }
  if (group.length > MOST_IN_GROUP[policy]) {
    return `${rr} cannot have more than ${MOST_IN_GROUP[policy]} ${policy} RRSets.`;
  }
  const twice = repeated(group.map(placeOf));
  if (twice !== undefined) {
    return `${rr} cannot be created because a ${policy} RRSet with the same name, type and ${twice} already exists.`;
  }
  if (policy === "weighted" && new Set(ttls(group)).size > 1) {
    return `${rr} cannot be created because all weighted RRSets of a name and type must have the same TTL.`;
  }
  return undefined;
}

function ttls(group: readonly KnownRecordSet[]): number[] {
  return group.flatMap((set) => (set.TTL === undefined ? [] : [set.TTL]));
}

/** What two record sets of a group may not share; undefined where anything may be shared. */
function placeOf(set: KnownRecordSet): string | undefined {
  if (set.Region !== undefined) return `region ${set.Region}`;
  if (set.Failover !== undefined) return `failover ${set.Failover}`;
  if (set.GeoLocation !== undefined) {
    const { ContinentCode, CountryCode, SubdivisionCode } = set.GeoLocation;
    const parts = [ContinentCode, CountryCode, SubdivisionCode].filter(Boolean);
    return `geolocation ${parts.join("-")}`;
  }
  if (set.CidrRoutingConfig !== undefined) {
    const { CollectionId, LocationName } = set.CidrRoutingConfig;
    return `location ${CollectionId}/${LocationName}`;
  }
  return undefined;
}

function repeated(places: readonly (string | undefined)[]): string | undefined {
  return places.find((place, index) => place !== undefined && places.indexOf(place) !== index);
}
