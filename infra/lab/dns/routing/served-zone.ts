import { canonicalName, liesWithin } from "../../aws/route53/domain-name.ts";
import type { KnownRecordSet } from "../../aws/route53/record-set.ts";

/** A hosted zone as the name servers have it: what was changed a moment ago is not in it yet. */
export interface ServedZone {
  readonly id: string;
  /** Canonical, with the dot at the end. */
  readonly name: string;
  readonly records: ReadonlyMap<string, KnownRecordSet>;
}

/** The narrowest of the zones that a name lies in; undefined where it lies in none. */
export function zoneOfName<Zone extends Pick<ServedZone, "name">>(
  zones: readonly Zone[],
  name: string,
): Zone | undefined {
  let best: Zone | undefined;
  for (const zone of zones) {
    if (!liesWithin(name, zone.name)) continue;
    if (best === undefined || zone.name.length > best.name.length) best = zone;
  }
  return best;
}

/** The record sets of a name and type, in the order in which they were made. */
export function setsAt(zone: ServedZone, name: string, type: string): KnownRecordSet[] {
  return [...zone.records.values()].filter((set) => set.Name === name && set.Type === type);
}

/**
 * The name whose records answer a question: itself where it has records or stands above some, else
 * the nearest wildcard (RFC 4592); undefined where there is neither.
 */
export function ownerOf(zone: ServedZone, name: string): string | undefined {
  const names = new Set([...zone.records.values()].map((set) => set.Name));
  const exists = (candidate: string) =>
    names.has(candidate) || [...names].some((each) => each.endsWith(`.${candidate}`));
  if (exists(name)) return name;
  let above = name;
  while (above !== zone.name) {
    above = above.slice(above.indexOf(".") + 1);
    // The closest name that is there hides all wildcards above it.
    if (names.has(`\\052.${above}`)) return `\\052.${above}`;
    if (exists(above)) return undefined;
  }
  return undefined;
}

export function targetName(dnsName: string): string {
  return canonicalName(dnsName) ?? dnsName;
}
