import type { Atlas } from "../places/atlas.ts";
import { continentOf } from "../places/continents.ts";
import { rttBetween, type Stop } from "../places/rtt-between.ts";
import type { World, WorldVantage } from "../world/world.ts";
import { type Client, STRANGER } from "./routing/client.ts";

/** Round trip between a Region and the network's core in ms. */
const REGION_LAST_MILE_MS = 1;

/**
 * A client as Route 53 knows it. Its table of latencies between users and Regions is AWS's own, never a
 * measurement of an endpoint (docs.aws.amazon.com/Route53, "Latency-based routing"); here it is the
 * world's truth except for the world's `believes`.
 */
export function clientOf(
  world: World,
  atlas: Atlas,
  vantage: WorldVantage | undefined,
  network: Client["network"],
): Client {
  if (vantage === undefined) return { ...STRANGER, network };
  const { latitude, longitude, country, subdivision } = vantage;
  const continent = country === undefined ? undefined : continentOf(country);
  return {
    network,
    place: { latitude, longitude, country, continent, subdivision },
    rttMsTo: (region) => believedRttMs(world, atlas, vantage, region),
  };
}

function believedRttMs(
  world: World,
  atlas: Atlas,
  vantage: WorldVantage,
  region: string,
): number | undefined {
  const belief = world.beliefs.find(
    (entry) =>
      entry.vantage === vantage.vantage.id &&
      world.endpoints.find(({ id }) => id === entry.endpoint)?.slotRegion === region,
  );
  if (belief !== undefined) return belief.rttMs;
  const place = atlas.places.get(region);
  if (place === undefined) return undefined;
  const stop: Stop = { ...place, region, lastMileMs: REGION_LAST_MILE_MS };
  return rttBetween(atlas, vantage, stop).rttMs;
}
