import { BlockList, isIP } from "node:net";
import type { CidrBlocks } from "../../aws/route53/cidr-collection.ts";
import type { Client } from "./client.ts";

type Network = NonNullable<Client["network"]>;

/** A block of a CIDR collection, ready to be asked. */
export interface LocationBlock {
  readonly location: string;
  readonly prefixLength: number;
  /** A network that is wider than the block is not held by it. */
  readonly holds: (network: Network) => boolean;
}

/** A version of a collection never changes, and every query asks it: it is worked out once. */
const known = new WeakMap<CidrBlocks, readonly LocationBlock[]>();

/** The blocks of a collection, the narrowest first. */
export function locationBlocks(blocks: CidrBlocks): readonly LocationBlock[] {
  const before = known.get(blocks);
  if (before !== undefined) return before;
  const sorted = [...blocks]
    .map(([block, location]) => locationBlock(block, location))
    .sort((a, b) => b.prefixLength - a.prefixLength);
  known.set(blocks, sorted);
  return sorted;
}

function locationBlock(block: string, location: string): LocationBlock {
  const [address = "", prefix = ""] = block.split("/");
  const prefixLength = Number(prefix);
  const family = familyOf(address);
  const list = new BlockList();
  list.addSubnet(address, prefixLength, family);
  return {
    location,
    prefixLength,
    holds: (network) =>
      network.prefixLength >= prefixLength &&
      familyOf(network.address) === family &&
      list.check(network.address, family),
  };
}

function familyOf(address: string): "ipv4" | "ipv6" {
  return isIP(address) === 6 ? "ipv6" : "ipv4";
}
