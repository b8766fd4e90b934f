import type { CidrCollectionSpec } from "../../contract/aws/cidr-collection-spec.ts";
import type { RecordSet } from "../../contract/aws/record-set.ts";
import type { Choice, Choosing } from "./choosing.ts";
import { type Block, parseBlock, prefixOf } from "./cidr.ts";
import { certainly } from "./spread.ts";

/**
 * The location whose block holds the asker's: the longest of several. Whom none holds, and who passes on
 * a shorter prefix than the blocks have, gets the default. AWS documents no way out of an unhealthy
 * location, so none is taken.
 */
export function chooseIpBased(records: readonly RecordSet[], choosing: Choosing): Choice {
  const asked = choosing.asker.subnet === undefined ? undefined : parseBlock(choosing.asker.subnet);
  if (asked === undefined) {
    return certainly({ kind: "unknown", reason: "it is not known from which addresses they ask" });
  }
  const found = new Map<string, LongestMatch>();
  let best: RecordSet | undefined;
  let longest = -Infinity;
  for (const set of records) {
    const { routing } = set;
    if (routing.policy !== "ip-based") continue;
    const { collectionId, location } = routing;
    let matchOf = found.get(collectionId);
    if (matchOf === undefined) {
      matchOf = longestMatches(choosing.collection(collectionId), asked);
      found.set(collectionId, matchOf);
    }
    const length = location === "*" ? DEFAULT_LENGTH : matchOf(location);
    if (length === undefined || length <= longest) continue;
    best = set;
    longest = length;
  }
  return certainly(
    best ?? { kind: "none", reason: "no block holds them, and there is no default" },
  );
}

const DEFAULT_LENGTH = -1;

/** Length of the longest block of a location that holds who asks; undefined where none does. */
type LongestMatch = (location: string) => number | undefined;

function longestMatches(collection: CidrCollectionSpec | undefined, asked: Block): LongestMatch {
  if (collection === undefined) return () => undefined;
  const byLength = lengthsOf(collection, asked.family);
  const longest = new Map<string, number>();
  for (const [length, byPrefix] of byLength) {
    if (length > asked.length) continue;
    for (const location of byPrefix.get(prefixOf(asked, length)) ?? []) {
      longest.set(location, Math.max(length, longest.get(location) ?? length));
    }
  }
  return (location) => longest.get(location);
}

/** By length of blocks and by their first bits, the locations that they stand in. */
type BlockIndex = ReadonlyMap<number, ReadonlyMap<bigint, readonly string[]>>;

const known = new WeakMap<CidrCollectionSpec, Map<Block["family"], BlockIndex>>();

/** Blocks are read once for all who ask: a collection has hundreds, and hundreds ask. */
function lengthsOf(collection: CidrCollectionSpec, family: Block["family"]): BlockIndex {
  const before = known.get(collection) ?? new Map<Block["family"], BlockIndex>();
  known.set(collection, before);
  const read = before.get(family);
  if (read !== undefined) return read;
  const index = new Map<number, Map<bigint, string[]>>();
  for (const { name, blocks } of collection.locations) {
    for (const block of blocks.flatMap((text) => parseBlock(text) ?? [])) {
      if (block.family !== family) continue;
      const byPrefix = index.get(block.length) ?? new Map<bigint, string[]>();
      const prefix = prefixOf(block, block.length);
      byPrefix.set(prefix, [...(byPrefix.get(prefix) ?? []), name]);
      index.set(block.length, byPrefix);
    }
  }
  before.set(family, index);
  return index;
}
