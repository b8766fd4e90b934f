import type { Atlas } from "./atlas.ts";
import { greatCircleKm, type Point } from "./great-circle.ts";

/** A place that packets leave from or arrive at. */
export interface Stop extends Point {
  /** AWS Region code, where the place is one: only then the published matrix applies. */
  readonly region: string | undefined;
  /** Round trip between the place and the network's core, ms. */
  readonly lastMileMs: number;
}

/** A round-trip time and what it stands on: the published matrix, or the distance. */
export interface Rtt {
  readonly rttMs: number;
  readonly basis: "matrix" | "estimate";
}

/** Light in glass covers about 200 km per ms. */
const FIBRE_KM_PER_MS = 200;
/** Cables are longer than the great circle; between Regions the published times are 1.3 to 1.7 of it. */
const DETOUR = 1.5;

/**
 * Round trip between two places: the inter-Region matrix where both are Regions in it, else twice
 * the great circle at the speed of light in fibre, times a detour, plus both last miles.
 */
export function rttBetween(atlas: Atlas, from: Stop, to: Stop): Rtt {
  const published =
    from.region !== undefined && to.region !== undefined
      ? atlas.regionRttMs(from.region, to.region)
      : undefined;
  if (published !== undefined) return { rttMs: published, basis: "matrix" };
  const fibreMs = (2 * greatCircleKm(from, to) * DETOUR) / FIBRE_KM_PER_MS;
  return { rttMs: fibreMs + from.lastMileMs + to.lastMileMs, basis: "estimate" };
}
