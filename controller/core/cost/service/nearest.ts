/** A point on the earth in WGS 84 degrees. */
export type Point = { readonly latitude: number; readonly longitude: number };

const EARTH_RADIUS_KM = 6_371;

/** Shortest way over the surface in km, by the haversine formula on a sphere. */
function greatCircleKm(from: Point, to: Point): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const height = Math.sin(radians(to.latitude - from.latitude) / 2) ** 2;
  const width = Math.sin(radians(to.longitude - from.longitude) / 2) ** 2;
  const across = Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * width;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(height + across)));
}

/** The nearest of several and how far it is; of two as near the earlier one. */
export function nearestOf<Candidate extends Point>(
  point: Point,
  candidates: readonly Candidate[],
): { readonly candidate: Candidate; readonly km: number } | null {
  let best: { candidate: Candidate; km: number } | null = null;
  for (const candidate of candidates) {
    const km = greatCircleKm(point, candidate);
    if (best === null || km < best.km) best = { candidate, km };
  }
  return best;
}
