import type { RecordSet, RecordType } from "../../../contract/aws/record-set.ts";
import type { FoundHostedZone } from "../../../contract/inventory.ts";
import { canonicalName, liesWithin } from "../names.ts";
import { ownerOf } from "../owner-of.ts";

/** A hosted zone with its records, whatever else is known of it. */
export type AnyZone = Pick<FoundHostedZone, "spec">;

/** A hosted zone that was read, or that a design has, made ready for questions. */
export interface BookedZone<Zone extends AnyZone = FoundHostedZone> {
  readonly found: Zone;
  readonly id: string;
  /** Canonical. */
  readonly name: string;
  /** Record sets that answer for a name and type: its own, a wildcard's, or the CNAME in their place. */
  readonly answering: (name: string, type: RecordType) => readonly RecordSet[];
  /** The name below that of the zone whose answers it leaves to other name servers, if it does. */
  readonly delegated: (name: string) => string | undefined;
}

/** The zone that answers for a name, several of one name of which any might, or none. */
type ZoneOfName<Zone extends AnyZone> =
  | { readonly kind: "zone"; readonly zone: BookedZone<Zone> }
  | { readonly kind: "several"; readonly ids: readonly string[] }
  | { readonly kind: "none" };

export interface ZoneBook<Zone extends AnyZone = FoundHostedZone> {
  readonly byId: (id: string) => BookedZone<Zone> | undefined;
  readonly ofName: (name: string) => ZoneOfName<Zone>;
}

export function zoneBook<Zone extends AnyZone>(zones: readonly Zone[]): ZoneBook<Zone> {
  const booked = zones.map((zone) => bookedZone(zone));
  const byId = new Map(booked.map((zone) => [zone.id, zone]));
  const open = booked.filter(({ found }) => !found.spec.isPrivate);
  return {
    byId: (id) => byId.get(id),
    ofName: (name) => {
      const around = open.filter((zone) => liesWithin(name, zone.name));
      const longest = Math.max(...around.map((zone) => zone.name.length));
      const nearest = around.filter((zone) => zone.name.length === longest);
      return chosen(nearest, around, name);
    },
  };
}

/** Of zones with one name that which its parent delegates to, else that which alone knows the name. */
function chosen<Zone extends AnyZone>(
  nearest: readonly BookedZone<Zone>[],
  around: readonly BookedZone<Zone>[],
  name: string,
): ZoneOfName<Zone> {
  const [only] = nearest;
  if (only === undefined) return { kind: "none" };
  const servers = new Set(
    around
      .filter((zone) => !nearest.includes(zone))
      .flatMap((zone) => zone.answering(only.name, "NS"))
      .flatMap(({ values = [] }) => values.map(canonicalName)),
  );
  const isDelegatedTo = ({ found }: BookedZone<Zone>) =>
    found.spec.nameServers.some((server) => servers.has(canonicalName(server)));
  const knows = (zone: BookedZone<Zone>) =>
    [...zone.answering(name, "A"), ...zone.answering(name, "AAAA")].length > 0;
  for (const few of [nearest, nearest.filter(isDelegatedTo), nearest.filter(knows)]) {
    const [zone, ...others] = few;
    if (zone !== undefined && others.length === 0) return { kind: "zone", zone };
  }
  return { kind: "several", ids: nearest.map(({ id }) => id) };
}

function bookedZone<Zone extends AnyZone>(found: Zone): BookedZone<Zone> {
  const { id, records } = found.spec;
  const name = canonicalName(found.spec.name);
  const byName = new Map<string, RecordSet[]>();
  for (const set of records) {
    const owner = canonicalName(set.name);
    const known = byName.get(owner);
    if (known === undefined) byName.set(owner, [set]);
    else known.push(set);
  }
  // Most zones leave nothing to others, and are asked about hundreds of names.
  const leaves = [...byName].some(
    ([owner, sets]) => owner !== name && sets.some((set) => set.type === "NS"),
  );
  return {
    found,
    id,
    name,
    answering: (wanted, type) => {
      const sets = byName.get(ownerOf((each) => byName.has(each), wanted)) ?? [];
      const own = sets.filter((set) => set.type === type);
      return own.length > 0 ? own : sets.filter((set) => set.type === "CNAME");
    },
    delegated: (wanted) =>
      leaves
        ? ancestorsOf(wanted, name).find((each) =>
            byName.get(each)?.some((set) => set.type === "NS"),
          )
        : undefined,
  };
}

/** A name and those above it, up to that of its zone, which is left out; the uppermost first. */
function ancestorsOf(name: string, zoneName: string): string[] {
  const labels = name.split(".");
  return labels
    .map((_, at) => labels.slice(at).join("."))
    .filter((each) => each !== zoneName && liesWithin(each, zoneName))
    .reverse();
}
