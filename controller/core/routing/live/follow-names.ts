import type { RecordSet, RecordType } from "../../../contract/aws/record-set.ts";
import type { FoundHostedZone } from "../../../contract/inventory.ts";
import { canonicalName } from "../names.ts";
import type { AnyZone, BookedZone, ZoneBook } from "./zone-book.ts";

/** A name to begin with, and the zone that its owner says it stands in. */
export interface FirstName {
  readonly name: string;
  readonly hostedZoneId?: string | undefined;
}

/** Everything that names lead through in the hosted zones that were read, and where they lead out. */
export interface Trail<Zone extends AnyZone = FoundHostedZone> {
  /** Zones passed through, each with the record sets on the way. A zone may know none of the names. */
  readonly passed: ReadonlyMap<BookedZone<Zone>, ReadonlySet<RecordSet>>;
  /** Addresses that records hold. */
  readonly addresses: ReadonlySet<string>;
  /** Canonical names of AWS resources that aliases lead to. */
  readonly resources: ReadonlySet<string>;
  /** Canonical names that no zone has. */
  readonly strangers: ReadonlySet<string>;
  /** What could not be followed, and why. */
  readonly lost: readonly string[];
  /** Whether a zone was looked for by a name, so that one that was not read could be missing. */
  readonly isByName: boolean;
}

type Step<Zone extends AnyZone> = {
  readonly zone: BookedZone<Zone>;
  readonly name: string;
  readonly type: RecordType;
};

/** Follows names over aliases and CNAMEs through all zones, for addresses of both families. */
export function followNames<Zone extends AnyZone>(
  book: ZoneBook<Zone>,
  first: readonly FirstName[],
): Trail<Zone> {
  const passed = new Map<BookedZone<Zone>, Set<RecordSet>>();
  const [addresses, resources, strangers] = [
    new Set<string>(),
    new Set<string>(),
    new Set<string>(),
  ];
  const lost = new Set<string>();
  const steps = new Map<string, Step<Zone>>();
  let isByName = false;

  const enter = (zone: BookedZone<Zone>, name: string, type: RecordType) => {
    if (!passed.has(zone)) passed.set(zone, new Set());
    const elsewhere = zone.delegated(name);
    if (elsewhere === undefined) steps.set([zone.id, name, type].join(" "), { zone, name, type });
    else lost.add(`${name}: ${zone.id} leaves ${elsewhere} to the name servers of another zone`);
  };
  const find = (name: string, type: RecordType) => {
    isByName = true;
    const where = book.ofName(name);
    if (where.kind === "zone") enter(where.zone, name, type);
    else if (where.kind === "none") strangers.add(name);
    else {
      const ids = where.ids.join(", ");
      lost.add(
        `${name}: ${ids} have one name, and it is not known which of them answers; declare entries.dns.hostedZoneId`,
      );
    }
  };
  const begin = ({ name, hostedZoneId }: FirstName, type: RecordType) => {
    if (hostedZoneId === undefined) return find(canonicalName(name), type);
    const zone = book.byId(hostedZoneId);
    if (zone !== undefined) enter(zone, canonicalName(name), type);
    else lost.add(`hosted zone ${hostedZoneId}: in no account that was read`);
  };
  const follow = (set: RecordSet, { zone, type }: Step<Zone>) => {
    if (set.alias !== undefined) {
      const { hostedZoneId, dnsName } = set.alias;
      const target = hostedZoneId === zone.id ? zone : book.byId(hostedZoneId);
      if (target === undefined) resources.add(canonicalName(dnsName));
      else enter(target, canonicalName(dnsName), type);
    }
    for (const value of set.values ?? []) {
      if (set.type === "CNAME") find(canonicalName(value), type);
      else addresses.add(value.toLowerCase());
    }
  };

  for (const name of first) for (const type of ["A", "AAAA"] as const) begin(name, type);
  // A map gives out what is added to it while it is gone through.
  for (const step of steps.values()) {
    for (const set of step.zone.answering(step.name, step.type)) {
      passed.get(step.zone)?.add(set);
      follow(set, step);
    }
  }
  return { passed, addresses, resources, strangers, lost: [...lost], isByName };
}
