import type { RecordSet, RecordType } from "../../contract/aws/record-set.ts";
import type { BookedZone, ZoneBook } from "../routing/live/zone-book.ts";
import { canonicalName } from "../routing/names.ts";

/** Where a name leads at last, and the record sets on one way there. */
export interface Leaf {
  /** Address, or canonical name of something that is in no hosted zone that was read. */
  readonly end: string;
  readonly way: readonly RecordSet[];
}

/** Aliases and CNAMEs that are followed before the chain is taken for a ring. */
const MOST_STEPS = 16;

/** Every end of a name, for addresses of both families; over two ways to one end, twice. */
export function leavesOf(book: ZoneBook, zone: BookedZone, name: string): Leaf[] {
  return (["A", "AAAA"] as const).flatMap((type) => within(book, { zone, name, type }, []));
}

interface Step {
  readonly zone: BookedZone;
  readonly name: string;
  readonly type: RecordType;
}

function within(book: ZoneBook, step: Step, way: readonly RecordSet[]): Leaf[] {
  if (way.length > MOST_STEPS) return [];
  return step.zone
    .answering(step.name, step.type)
    .flatMap((set) => nextOf(book, step, set, [...way, set]));
}

function nextOf(book: ZoneBook, step: Step, set: RecordSet, way: readonly RecordSet[]): Leaf[] {
  if (set.alias !== undefined) {
    const end = canonicalName(set.alias.dnsName);
    const zone =
      set.alias.hostedZoneId === step.zone.id ? step.zone : book.byId(set.alias.hostedZoneId);
    return zone === undefined ? [{ end, way }] : within(book, { ...step, zone, name: end }, way);
  }
  return (set.values ?? []).flatMap((value) => {
    if (set.type !== "CNAME") return [{ end: value.toLowerCase(), way }];
    const end = canonicalName(value);
    const found = book.ofName(end);
    if (found.kind !== "zone") return [{ end, way }];
    return within(book, { ...step, zone: found.zone, name: end }, way);
  });
}
