import type { PlacedVantage } from "../../contract/estate.ts";
import { isPublicAddress } from "./is-public-address.ts";

/** Whom Route 53 is to take an asker for. */
export interface AskerQuestion {
  /** Address of the resolver that passes the question on. */
  readonly resolver: string;
  /** Block that the resolver tells of its client (EDNS Client Subnet); null for one that tells none. */
  readonly clientSubnet: string | null;
}

/** What keeps an asker from being asked about. */
export interface NoQuestion {
  readonly reason: string;
  readonly mend: string;
}

/** As whom a vantage is to be asked about. */
export function questionOfVantage({
  id,
  resolver,
}: Pick<PlacedVantage, "id" | "resolver">): AskerQuestion | NoQuestion {
  if (resolver === undefined) {
    return {
      reason: `${id} asks its own system for names, and which resolver that is, is not known`,
      mend: `Give the vantage ${id} a resolver, with the clientSubnet that its users' resolvers tell.`,
    };
  }
  const { address, clientSubnet } = resolver;
  if (clientSubnet !== undefined) {
    return isPublicAddress(address)
      ? { resolver: address, clientSubnet }
      : questionOfBlock(clientSubnet);
  }
  if (isPublicAddress(address)) return { resolver: address, clientSubnet: null };
  return {
    reason: `the resolver ${address} of ${id} is private, and Route 53 sees another address`,
    mend: `Give the resolver of ${id} a clientSubnet: the public block that its users are in.`,
  };
}

/** Judged by the block alone, so that it does not matter who passes the question on: one of the block does. */
export function questionOfBlock(block: string): AskerQuestion {
  return { resolver: block.split("/")[0] ?? block, clientSubnet: block };
}
