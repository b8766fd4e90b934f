import { distanceKm, type Spot } from "./distance.ts";

/** Light in glass covers two thirds of what it does in empty space: 200 km in a millisecond. */
const KM_PER_MS = 200;
/** Cables are not laid along great circles. */
const DETOUR = 1.5;
/** Nothing answers sooner, however near. */
const LEAST_US = 1_000;

/** Time there and back between two spots where nobody measured it, in microseconds: a model. */
export function modelledRttUs(a: Spot, b: Spot): number {
  const ms = (2 * distanceKm(a, b) * DETOUR) / KM_PER_MS;
  return Math.max(LEAST_US, Math.round(1_000 * ms));
}
