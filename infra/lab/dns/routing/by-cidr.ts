import type { KnownRecordSet } from "../../aws/route53/record-set.ts";
import type { Choice } from "./choice.ts";
import { locationBlocks } from "./location-blocks.ts";

/** The location that takes every client whom no block holds. */
const DEFAULT_LOCATION = "*";

/**
 * The record set of the location whose block holds the client's network. A network that is wider than
 * a block is not held by it. Without one the default location; without that, no answer.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-ipbased.html
 *
 * UNCONFIRMED: that of several blocks the narrowest counts, and that the record set of the location is
 * answered though it is unhealthy, so that nobody relies on a way out.
 */
export function byCidr(choice: Choice): KnownRecordSet | undefined {
  const { sets } = choice;
  const collections = [...new Set(sets.map(collectionOf))];
  const held = collections.flatMap((id) => heldIn(id, choice) ?? []);
  held.sort((a, b) => b.prefixLength - a.prefixLength);
  return held[0]?.set ?? sets.find((set) => locationOf(set) === DEFAULT_LOCATION);
}

/** The narrowest block of a collection that holds the client and whose location has a record set. */
function heldIn(collectionId: string, { sets, client: { network }, means }: Choice) {
  const blocks = means.cidrs.blocksOf(collectionId);
  if (blocks === undefined || network === undefined) return undefined;
  const own = sets.filter((set) => collectionOf(set) === collectionId);
  const byLocation = new Map(own.map((set) => [locationOf(set), set]));
  for (const { location, prefixLength, holds } of locationBlocks(blocks)) {
    const set = byLocation.get(location);
    if (set !== undefined && holds(network)) return { set, prefixLength };
  }
  return undefined;
}

function collectionOf({ CidrRoutingConfig }: KnownRecordSet): string {
  return CidrRoutingConfig?.CollectionId ?? "";
}

function locationOf({ CidrRoutingConfig }: KnownRecordSet): string | undefined {
  return CidrRoutingConfig?.LocationName;
}
