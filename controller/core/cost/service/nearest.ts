import { distanceKm, type Spot } from "../../routing/distance.ts";

/** The nearest of several and how far it is; of two as near the earlier one. */
export function nearestOf<Candidate extends Spot>(
  point: Spot,
  candidates: readonly Candidate[],
): { readonly candidate: Candidate; readonly km: number } | null {
  let best: { candidate: Candidate; km: number } | null = null;
  for (const candidate of candidates) {
    const km = distanceKm(point, candidate);
    if (best === null || km < best.km) best = { candidate, km };
  }
  return best;
}
