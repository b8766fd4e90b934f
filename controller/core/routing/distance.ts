export interface Spot {
  readonly latitude: number;
  readonly longitude: number;
}

const EARTH_RADIUS_KM = 6371;

/** Great-circle distance of two spots in kilometres (haversine). */
export function distanceKm(a: Spot, b: Spot): number {
  const rad = Math.PI / 180;
  const halfLat = ((b.latitude - a.latitude) * rad) / 2;
  const halfLon = ((b.longitude - a.longitude) * rad) / 2;
  const chord =
    Math.sin(halfLat) ** 2 +
    Math.cos(a.latitude * rad) * Math.cos(b.latitude * rad) * Math.sin(halfLon) ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(chord)));
}
