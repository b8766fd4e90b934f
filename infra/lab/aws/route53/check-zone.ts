import { wrongAlias } from "./check-alias.ts";
import type { SoundChange } from "./check-change.ts";
import { wrongGroup } from "./check-group.ts";
import { liesWithin } from "./domain-name.ts";
import type { KnownParts } from "./known-parts.ts";
import { described, type KnownRecordSet } from "./record-set.ts";
import { wrongValues } from "./record-value.ts";
import { isApexAuthority, type Zone } from "./zone.ts";

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html */
const MOST_RECORD_SETS = 10_000;

/** Why the zone may not stand as it would after the changes; empty when it may. */
export function wrongZone(
  zone: Pick<Zone, "id" | "name">,
  after: ReadonlyMap<string, KnownRecordSet>,
  changes: readonly SoundChange[],
  known: Pick<KnownParts, "hasCidrLocation">,
): string[] {
  const byName = grouped(after.values(), (set) => set.Name);
  const has = (name: string, type: string) =>
    (byName.get(name) ?? []).some((set) => set.Type === type);
  const made = changes.filter(({ action }) => action !== "DELETE").map(({ set }) => set);
  const messages = made.flatMap((set) => [
    ...wrongPlace(set, zone),
    ...wrongValues(set),
    ...[wrongAlias(set, zone, has) ?? []].flat(),
    ...wrongCidr(set, known),
  ]);
  for (const name of new Set(made.map((set) => set.Name))) {
    messages.push(...wrongName(byName.get(name) ?? [], zone));
  }
  if (after.size > MOST_RECORD_SETS) {
    messages.push(`A hosted zone can have no more than ${MOST_RECORD_SETS} record sets.`);
  }
  return [...messages, ...apexLosses(zone, has, changes)];
}

function wrongPlace(set: KnownRecordSet, zone: Pick<Zone, "name">): string[] {
  if (!liesWithin(set.Name, zone.name)) {
    return [`RRSet with DNS name ${set.Name} is not permitted in zone ${zone.name}`];
  }
  if (set.Name === zone.name && set.Type === "CNAME") {
    return [
      `RRSet of type CNAME with DNS name ${set.Name} is not permitted at apex in zone ${zone.name}`,
    ];
  }
  return [];
}

function wrongCidr(set: KnownRecordSet, known: Pick<KnownParts, "hasCidrLocation">): string[] {
  if (set.CidrRoutingConfig === undefined) return [];
  const { CollectionId = "", LocationName = "" } = set.CidrRoutingConfig;
  if (known.hasCidrLocation(CollectionId, LocationName)) return [];
  return [
    `Tried to create ${described(set)} but the CIDR collection ${CollectionId} has no location ${LocationName}, or is not there`,
  ];
}

/** The record sets of one name: each type's group for itself, and CNAME beside other types. */
function wrongName(sets: readonly KnownRecordSet[], zone: Pick<Zone, "name">): string[] {
  const groups = grouped(sets, (set) => set.Type);
  const messages = [...groups.values()].flatMap((group) => wrongGroup(group) ?? []);
  const other = [...groups.keys()].find((type) => type !== "CNAME");
  const cname = groups.get("CNAME")?.[0];
  if (cname !== undefined && other !== undefined && cname.Name !== zone.name) {
    messages.push(
      `RRSet of type CNAME with DNS name ${cname.Name} is not permitted as it conflicts with other records with the same DNS name in zone ${zone.name}`,
    );
  }
  return messages;
}

function apexLosses(
  zone: Pick<Zone, "name">,
  has: (name: string, type: string) => boolean,
  changes: readonly SoundChange[],
): string[] {
  const touched = changes
    .filter(({ set }) => isApexAuthority(set, zone))
    .map(({ set }) => set.Type);
  const messages: string[] = [];
  if (touched.includes("SOA") && !has(zone.name, "SOA")) {
    messages.push("A HostedZone must contain exactly one SOA record.");
  }
  if (touched.includes("NS") && !has(zone.name, "NS")) {
    messages.push("A HostedZone must contain at least one NS record for the zone itself.");
  }
  return messages;
}

function grouped(
  sets: Iterable<KnownRecordSet>,
  by: (set: KnownRecordSet) => string,
): Map<string, KnownRecordSet[]> {
  const groups = new Map<string, KnownRecordSet[]>();
  for (const set of sets) {
    const group = groups.get(by(set));
    if (group === undefined) groups.set(by(set), [set]);
    else group.push(set);
  }
  return groups;
}
