import type { ClientGroup } from "../../contract/client-group.ts";
import { parseBlock } from "../routing/cidr.ts";

/** Blocks of a group that are asked about: more would cost calls and tell little. */
const MOST_BLOCKS = 4;
/** How much of an address Route 53 is told by default: API_TestDNSAnswer, EDNS0ClientSubnetMask. */
const TOLD_BITS = { 4: 24, 6: 64 } as const;

/**
 * Blocks that stand for those of a client group when Route 53 is asked about it: of the widest ones the
 * first part that is as long as resolvers pass on.
 */
export function representativeBlocks({ match }: Pick<ClientGroup, "match">): string[] {
  const parsed = (match?.cidrs ?? []).flatMap((text) => {
    const block = parseBlock(text);
    return block === undefined ? [] : [{ address: text.split("/")[0] ?? "", block }];
  });
  // IPv6 blocks are wider by nature: each family is sorted by itself, IPv4 first.
  parsed.sort((a, b) => a.block.family - b.block.family || a.block.length - b.block.length);
  const told = parsed.map(({ address, block }) => {
    return `${address}/${Math.max(block.length, TOLD_BITS[block.family])}`;
  });
  return [...new Set(told)].slice(0, MOST_BLOCKS);
}
