import { isIP } from "node:net";
import type { Atlas } from "../places/atlas.ts";
import { continentOf } from "../places/continents.ts";
import { regionStop } from "../places/region-stop.ts";
import { rttBetween, type Stop } from "../places/rtt-between.ts";
import { stateOf } from "../places/states.ts";
import type { World, WorldVantage } from "../world/world.ts";
import { liesInBlock } from "./client-subnet.ts";
import { type Client, STRANGER } from "./routing/client.ts";

/** Somebody whose place is known: a vantage, or a resolver of AWS. */
interface Asker extends Stop {
  readonly vantage: { readonly id: string } | undefined;
  /** ISO 3166 codes; undefined where nobody knows. */
  readonly country: string | undefined;
  readonly subdivision: string | undefined;
}

/** Who sent a query, as the query tells it. */
interface Sender {
  /** Of the resolver; undefined for one of AWS in us-east-1, whose address nobody knows. */
  readonly address: string | undefined;
  /** Whose question it is, in the resolver's words (RFC 7871). */
  readonly subnet: Client["network"];
}

/** Where a resolver stands that nobody names. */
const USUAL_RESOLVER_REGION = "us-east-1";

/** Whom a query is taken to be from. */
interface Sent {
  readonly client: Client;
  /** Whose subnet was sent along. */
  readonly named: WorldVantage | undefined;
  /** Who stands at the resolver's address. */
  readonly source: WorldVantage | undefined;
}

/**
 * Who the client of a query is: by the client subnet where one was sent, else by the resolver (Route 53,
 * "EDNS0 and latency routing"). A resolver is known by the address of a vantage, or by lying in its subnet.
 */
export function clientOfQuery(world: World, atlas: Atlas, { address, subnet }: Sender): Sent {
  const network =
    address === undefined ? undefined : { address, prefixLength: isIP(address) === 6 ? 128 : 32 };
  const named = subnet && vantageIn(world, subnet);
  const source =
    world.vantages.find(({ sourceAddress }) => sourceAddress === address) ??
    (network && vantageIn(world, network));
  const unnamed = address === undefined ? regionAsker(atlas, USUAL_RESOLVER_REGION) : undefined;
  const asker = named ?? source ?? unnamed;
  return { client: clientOf(world, atlas, asker, subnet ?? network), named, source };
}

function vantageIn(
  { vantages }: World,
  network: NonNullable<Client["network"]>,
): WorldVantage | undefined {
  return vantages.find(({ clientSubnet }) => liesInBlock(network, clientSubnet));
}

/** A resolver of AWS in a Region; undefined for a Region that is not in the atlas. */
function regionAsker(atlas: Atlas, region: string): Asker | undefined {
  const place = atlas.places.get(region);
  const stop = regionStop(atlas, region);
  return stop && place && { ...place, ...stop, vantage: undefined, subdivision: stateOf(place) };
}

/**
 * A client as Route 53 knows it. Its table of latencies between users and Regions is AWS's own, never a
 * measurement of an endpoint (docs.aws.amazon.com/Route53, "Latency-based routing"); here it is the
 * world's truth except for the world's `believes`.
 */
export function clientOf(
  world: World,
  atlas: Atlas,
  asker: Asker | undefined,
  network: Client["network"],
): Client {
  if (asker === undefined) return { ...STRANGER, network };
  const { latitude, longitude, country, subdivision } = asker;
  const continent = country === undefined ? undefined : continentOf(country);
  return {
    network,
    place: { latitude, longitude, country, continent, subdivision },
    rttMsTo: (region) => believedRttMs(world, atlas, asker, region),
  };
}

function believedRttMs(
  world: World,
  atlas: Atlas,
  asker: Asker,
  region: string,
): number | undefined {
  const belief = world.beliefs.find(
    (entry) =>
      entry.vantage === asker.vantage?.id &&
      world.endpoints.find(({ id }) => id === entry.endpoint)?.slotRegion === region,
  );
  if (belief !== undefined) return belief.rttMs;
  const stop = regionStop(atlas, region);
  return stop && rttBetween(atlas, asker, stop).rttMs;
}
