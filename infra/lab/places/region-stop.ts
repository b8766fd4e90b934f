import type { Atlas } from "./atlas.ts";
import type { Stop } from "./rtt-between.ts";

/** Round trip in ms between what stands in a Region and the network's core. Judged, not measured. */
export const REGION_LAST_MILE_MS = 1;

/** A Region as a place that packets arrive at; undefined for one that no table has. */
export function regionStop(atlas: Atlas, region: string): Stop | undefined {
  const place = atlas.places.get(region);
  if (place === undefined) return undefined;
  const { latitude, longitude } = place;
  return { latitude, longitude, region, lastMileMs: REGION_LAST_MILE_MS };
}
