/** A point on the earth in WGS 84 degrees. */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

const EARTH_RADIUS_KM = 6_371;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Shortest way over the surface in km, by the haversine formula on a sphere (error below 0.6 %). */
export function greatCircleKm(from: Point, to: Point): number {
  const height = Math.sin(radians(to.latitude - from.latitude) / 2);
  const width = Math.sin(radians(to.longitude - from.longitude) / 2);
  const chord =
    height ** 2 + Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * width ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** The candidate nearest to a point; the earlier one of two at the same distance. */
export function nearest<T extends Point>(point: Point, candidates: readonly T[]): T | undefined {
  let best: { candidate: T; km: number } | undefined;
  for (const candidate of candidates) {
    const km = greatCircleKm(point, candidate);
    if (best === undefined || km < best.km) best = { candidate, km };
  }
  return best?.candidate;
}
