import type { Atlas } from "../places/atlas.ts";
import { continentOf } from "../places/continents.ts";
import { rttBetween, type Stop } from "../places/rtt-between.ts";
import { stateOf } from "../places/states.ts";
import type { World } from "../world/world.ts";
import { type Client, STRANGER } from "./routing/client.ts";

/** Round trip between a Region and the network's core in ms. */
const REGION_LAST_MILE_MS = 1;

/** Somebody whose place is known: a vantage, or a resolver of AWS. */
export interface Asker extends Stop {
  readonly vantage: { readonly id: string } | undefined;
  /** ISO 3166 codes; undefined where nobody knows. */
  readonly country: string | undefined;
  readonly subdivision: string | undefined;
}

/** A resolver of AWS in a Region; undefined for a Region that is not in the atlas. */
export function regionAsker(atlas: Atlas, region: string): Asker | undefined {
  const place = atlas.places.get(region);
  if (place === undefined) return undefined;
  const stop = { ...place, region, lastMileMs: REGION_LAST_MILE_MS };
  return { ...stop, vantage: undefined, subdivision: stateOf(place) };
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
  const place = atlas.places.get(region);
  if (place === undefined) return undefined;
  const stop: Stop = { ...place, region, lastMileMs: REGION_LAST_MILE_MS };
  return rttBetween(atlas, asker, stop).rttMs;
}
