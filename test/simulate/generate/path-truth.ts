import { between, exponential } from "../../helpers/draws.ts";

/**
 * How times on a path come about, the part that measurements only see a sample of. All parts but the
 * base and the waits have a mean of 0 over the weeks.
 */
export interface PathTruth {
  readonly baseUs: number;
  /** Half of the way between the quietest and the busiest hour. */
  readonly swingUs: number;
  /** UTC, 0 to 24. */
  readonly busiestHour: number;
  /** Standard deviation of congestion that comes and goes (AR(1) over five minutes, 0.97). */
  readonly driftUs: number;
  /** What one of two routes takes longer than the other. */
  readonly stepUs: number;
  /** Mean time until the route changes. */
  readonly dwellHours: number;
  /** Mean of the wait, without memory, that every single answer adds. */
  readonly waitUs: number;
}

/** Values in each five minutes: one every twenty seconds. */
export const VALUES_PER_SLOT = 15;

/** Mean of the middle one of 15 waits with a mean of 1: 1/15 + 1/14 + … + 1/8. */
const MIDDLE_WAIT = Array.from({ length: 8 }, (_, at) => 1 / (VALUES_PER_SLOT - at)).reduce(
  (sum, each) => sum + each,
);

/** What medians of five minutes come to in the mean, in µs: what a comparison of two paths is about. */
export function meanMedianUs({ baseUs, waitUs }: PathTruth): number {
  return baseUs + MIDDLE_WAIT * waitUs;
}

/** A path with that mean of medians, and troubles as paths of that length have them. */
export function drawTruth(random: () => number, medianUs: number): PathTruth {
  const waitUs = between(random, 500, 3_000);
  return {
    baseUs: medianUs - MIDDLE_WAIT * waitUs,
    swingUs: between(random, 0.01, 0.06) * medianUs,
    busiestHour: between(random, 0, 24),
    driftUs: between(random, 0.01, 0.05) * medianUs,
    stepUs: Math.min(0.5 * medianUs, exponential(random, 15_000)),
    dwellHours: between(random, 6, 48),
    waitUs,
  };
}
