import { HealthCheckRegion } from "@aws-sdk/client-route-53";

/** Where one checker stands. */
export interface CheckerPlace {
  readonly region: HealthCheckRegion;
  readonly address: string;
}

/** The Regions that Route 53 checks from. */
export const CHECKER_REGIONS: readonly HealthCheckRegion[] = Object.values(HealthCheckRegion);

/** Each Region has a /27: 30 checkers at most. */
const ADDRESSES_PER_REGION = 32;

/**
 * The checkers of some Regions, so many in each.
 * @param network the first three numbers of the checkers' addresses, such as `127.77.6`
 */
export function checkerPlaces(
  network: string,
  perRegion: number,
  regions: readonly HealthCheckRegion[] = CHECKER_REGIONS,
): CheckerPlace[] {
  return regions.flatMap((region) =>
    Array.from({ length: perRegion }, (_, n) => ({
      region,
      address: `${network}.${firstOf(region) + 1 + n}`,
    })),
  );
}

/** What GetCheckerIpRanges says: where calls of checkers come from. */
export function checkerRanges(network: string): string[] {
  return CHECKER_REGIONS.map((region) => `${network}.${firstOf(region)}/27`);
}

function firstOf(region: HealthCheckRegion): number {
  return CHECKER_REGIONS.indexOf(region) * ADDRESSES_PER_REGION;
}
