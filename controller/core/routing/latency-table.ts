import type { Asker } from "./asker.ts";
import { distanceKm } from "./distance.ts";
import { awsPlace } from "./places.ts";

/**
 * How near Regions are to an asker; undefined where that is not known. AWS decides by a table of its
 * own, which it does not publish, so whatever is told here is a model of it.
 */
export type LatencyTable = (asker: Asker, region: string) => number | undefined;

/** The distance as the crow flies, in kilometres. */
export const byDistance: LatencyTable = (asker, region) => {
  const place = awsPlace(region);
  const { latitude, longitude } = asker;
  if (place === undefined || latitude === undefined || longitude === undefined) return undefined;
  return distanceKm({ latitude, longitude }, place);
};
