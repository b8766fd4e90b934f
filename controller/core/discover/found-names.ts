import type { RecordSet } from "../../contract/aws/record-set.ts";
import type { BookedZone, ZoneBook } from "../routing/live/zone-book.ts";
import { canonicalName } from "../routing/names.ts";
import { type Leaf, leavesOf } from "./leaf.ts";

/** A name with addresses in a public hosted zone. */
export interface FoundName {
  /** Canonical. */
  readonly name: string;
  readonly zone: BookedZone;
  readonly sets: readonly RecordSet[];
  readonly leaves: readonly Leaf[];
}

/** Names of a zone that may be services, and what the others are to them. */
export interface FoundNames {
  readonly roots: readonly FoundName[];
  /** By the name that they lead to, those that lead there and nowhere else. */
  readonly synonyms: ReadonlyMap<string, readonly string[]>;
  /** Names of many hosts at once. */
  readonly wildcards: readonly string[];
}

const LEADING = new Set(["A", "AAAA", "CNAME"]);

/**
 * All names that lead to addresses, apart from those that others only lead through: what is behind a
 * routing policy is a part of it, and a plain alias is another name of what it stands for.
 */
export function findNames(zones: readonly BookedZone[], book: ZoneBook): FoundNames {
  const all = zones
    .filter(({ found }) => !found.spec.isPrivate)
    .flatMap((zone) => namesOf(zone, book));
  const known = new Set(all.map(({ name }) => name));
  const inner = new Set<string>();
  const next = new Map<string, string>();
  for (const found of all) {
    const targets = found.sets.flatMap(targetsOf);
    const inBook = targets.filter((target) => known.has(target) && target !== found.name);
    const [only] = inBook;
    const isPlain = found.sets.every(({ routing }) => routing.policy === "simple");
    if (isPlain && only !== undefined && targets.every((target) => target === only)) {
      next.set(found.name, only);
    } else for (const target of inBook) inner.add(target);
  }
  const synonyms = new Map<string, string[]>();
  for (const name of next.keys()) {
    const root = rootOf(name, next);
    synonyms.set(root, [...(synonyms.get(root) ?? []), name]);
  }
  const isHost = ({ name }: FoundName) => !name.startsWith("*.");
  const roots = all.filter(({ name }) => !next.has(name) && !inner.has(name));
  return {
    roots: roots.filter(isHost),
    synonyms,
    wildcards: roots.filter((found) => !isHost(found)).map(({ name }) => name),
  };
}

function namesOf(zone: BookedZone, book: ZoneBook): FoundName[] {
  const byName = new Map<string, RecordSet[]>();
  for (const set of zone.found.spec.records) {
    const name = canonicalName(set.name);
    // Names such as _acme-challenge are for programs (RFC 8552).
    if (!LEADING.has(set.type) || name.startsWith("_") || name.includes("._")) continue;
    const known = byName.get(name);
    if (known === undefined) byName.set(name, [set]);
    else known.push(set);
  }
  return [...byName].map(([name, sets]) => ({
    name,
    zone,
    sets,
    leaves: leavesOf(book, zone, name),
  }));
}

function targetsOf({ alias, type, values = [] }: RecordSet): string[] {
  if (alias !== undefined) return [canonicalName(alias.dnsName)];
  // An address is a target, too: a name with one is no plain alias.
  return type === "CNAME" ? values.map(canonicalName) : [...values];
}

/** The end of a chain of plain aliases; in a ring, wherever it comes round. */
function rootOf(name: string, next: ReadonlyMap<string, string>): string {
  const seen = new Set<string>();
  let at = name;
  for (let to = next.get(at); to !== undefined && !seen.has(at); to = next.get(at)) {
    seen.add(at);
    at = to;
  }
  return at;
}
