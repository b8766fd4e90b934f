import { BlockList, isIP } from "node:net";
import type { KnownRecordSet } from "../../aws/route53/record-set.ts";
import type { Choice } from "./choice.ts";

/** The location that takes every client whom no block holds. */
const DEFAULT_LOCATION = "*";

/**
 * The record set of the location whose block holds the client's network: of several the narrowest
 * block. A network that is wider than a block is not held by it. Without one the default location;
 * without that, no answer. What Route 53 does when the record set of the location is unhealthy is not
 * documented: it is answered all the same, so that nobody relies on a way out.
 */
export function byCidr({ sets, client, means }: Choice): KnownRecordSet | undefined {
  const inDefault = sets.find((set) => locationOf(set) === DEFAULT_LOCATION);
  const blocks = sets.flatMap((set) => {
    const collection = means.cidrs.blocksOf(set.CidrRoutingConfig?.CollectionId ?? "") ?? [];
    return collection
      .filter(({ location }) => location === locationOf(set))
      .map(({ block }) => ({ set, block, prefixLength: prefixLengthOf(block) }));
  });
  const holding = blocks
    .filter(({ block, prefixLength }) => holds(block, prefixLength, client.network))
    .sort((a, b) => b.prefixLength - a.prefixLength);
  return holding[0]?.set ?? inDefault;
}

function prefixLengthOf(block: string): number {
  return Number(block.slice(block.indexOf("/") + 1));
}

function locationOf(set: KnownRecordSet): string | undefined {
  return set.CidrRoutingConfig?.LocationName;
}

function holds(block: string, prefixLength: number, network: Choice["client"]["network"]): boolean {
  if (network === undefined || network.prefixLength < prefixLength) return false;
  const [address = ""] = block.split("/");
  const family = isIP(address) === 6 ? "ipv6" : "ipv4";
  if ((isIP(network.address) === 6 ? "ipv6" : "ipv4") !== family) return false;
  const list = new BlockList();
  list.addSubnet(address, prefixLength, family);
  return list.check(network.address, family);
}
