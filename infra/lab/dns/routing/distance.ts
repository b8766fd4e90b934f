import type { GeoProximityLocation } from "@aws-sdk/client-route-53";
import { greatCircleKm, type Point } from "../../places/great-circle.ts";

/** The point of a geoproximity record; undefined where nobody knows its Region or zone. */
export function pointOfLocation(
  location: GeoProximityLocation,
  pointOf: (place: string) => Point | undefined,
): Point | undefined {
  const { AWSRegion, LocalZoneGroup, Coordinates } = location;
  if (Coordinates !== undefined) {
    return { latitude: Number(Coordinates.Latitude), longitude: Number(Coordinates.Longitude) };
  }
  return pointOf(AWSRegion ?? LocalZoneGroup ?? "");
}

/**
 * Distance that a bias has made shorter (above 0, area grows) or longer (below 0): with d the way in
 * km, d · (1 − bias / 100), or d / (1 + bias / 100).
 * docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-geoproximity.html
 */
export function biasedKm(from: Point, to: Point, bias: number): number {
  const km = greatCircleKm(from, to);
  return bias >= 0 ? km * (1 - bias / 100) : km / (1 + bias / 100);
}
