import type { Protections } from "./record-protections.ts";
import { type KnownRecordSet, keyOf } from "./record-set.ts";
import { type ServedVersion, versionsFrom } from "./served-versions.ts";

/** A public hosted zone and what stands in it. */
export interface Zone {
  readonly id: string;
  /** Canonical, with the dot at the end. */
  readonly name: string;
  readonly callerReference: string;
  readonly comment: string | undefined;
  readonly nameServers: readonly string[];
  /** As changed last, by `keyOf`; replaced as a whole by `putRecords`. */
  records: ReadonlyMap<string, KnownRecordSet>;
  /** Names and types that no change may touch. */
  protections: Protections;
  /** What the name servers have, and will have, in order of time. */
  versions: readonly ServedVersion<ReadonlyMap<string, KnownRecordSet>>[];
}

/** Gives a zone other records; the name servers have them from `fromMs` (lab time) on. */
export function putRecords(
  zone: Zone,
  records: ReadonlyMap<string, KnownRecordSet>,
  fromMs: number,
): void {
  zone.records = records;
  zone.versions = [...zone.versions, { fromMs, value: records }];
}

/** The records that the name servers have at a moment of lab time; what came before is forgotten. */
export function servedRecords(zone: Zone, nowMs: number): ReadonlyMap<string, KnownRecordSet> {
  zone.versions = versionsFrom(zone.versions, nowMs);
  return zone.versions[0]?.value ?? zone.records;
}

/** The NS and SOA record sets that a zone is born with. */
export function firstRecords(
  name: string,
  nameServers: readonly string[],
): ReadonlyMap<string, KnownRecordSet> {
  const soa = `${nameServers[0]}. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400`;
  const sets: KnownRecordSet[] = [
    { Name: name, Type: "NS", TTL: 172_800, ResourceRecords: nameServers.map(asRecord) },
    { Name: name, Type: "SOA", TTL: 900, ResourceRecords: [{ Value: soa }] },
  ];
  return new Map(sets.map((set) => [keyOf(set), set]));
}

function asRecord(nameServer: string): { Value: string } {
  return { Value: `${nameServer}.` };
}

/** The NS or SOA record set at the zone's own name, which the zone cannot be without. */
export function isApexAuthority(set: KnownRecordSet, zone: Pick<Zone, "name">): boolean {
  return set.Name === zone.name && (set.Type === "NS" || set.Type === "SOA");
}
