import type { CidrCollectionSpec } from "../../contract/aws/cidr-collection-spec.ts";
import type { RecordSet } from "../../contract/aws/record-set.ts";
import type { PolicyOf } from "../../contract/aws/routing-policy.ts";
import type { Choice, Choosing } from "./choosing.ts";
import { type Block, liesInBlock, parseBlock } from "./cidr.ts";
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
  const matches = records.flatMap((set) => {
    const { routing } = set;
    if (routing.policy !== "ip-based") return [];
    const length = longestMatch(routing, choosing.collection(routing.collectionId), asked);
    return length === undefined ? [] : [{ set, length }];
  });
  matches.sort((a, b) => b.length - a.length);
  return certainly(
    matches[0]?.set ?? { kind: "none", reason: "no block holds them, and there is no default" },
  );
}

const DEFAULT_LENGTH = -1;

function longestMatch(
  routing: PolicyOf<"ip-based">,
  collection: CidrCollectionSpec | undefined,
  asked: Block,
): number | undefined {
  if (routing.location === "*") return DEFAULT_LENGTH;
  const blocks = collection && blocksOf(collection).get(routing.location);
  const lengths = (blocks ?? []).flatMap((block) =>
    liesInBlock(asked, block) ? [block.length] : [],
  );
  return lengths.length === 0 ? undefined : Math.max(...lengths);
}

const known = new WeakMap<CidrCollectionSpec, ReadonlyMap<string, readonly Block[]>>();

/** Blocks by location, read once for all who ask. */
function blocksOf(collection: CidrCollectionSpec): ReadonlyMap<string, readonly Block[]> {
  const before = known.get(collection);
  if (before !== undefined) return before;
  const blocks = new Map(
    collection.locations.map(({ name, blocks: texts }) => [
      name,
      texts.flatMap((text) => parseBlock(text) ?? []),
    ]),
  );
  known.set(collection, blocks);
  return blocks;
}
