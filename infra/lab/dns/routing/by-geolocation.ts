import type { GeoLocation } from "@aws-sdk/client-route-53";
import type { KnownRecordSet } from "../../aws/route53/record-set.ts";
import type { Choice } from "./choice.ts";
import type { ClientPlace } from "./client.ts";

/** The default location, for clients from anywhere else and from nowhere known. */
const DEFAULT_COUNTRY = "*";

/**
 * The record set of the smallest area that the client is in: subdivision, country, continent, default.
 * An unhealthy one is passed over for the next larger area; where none is healthy it is the smallest.
 * Undefined where no area holds the client: then there is no answer.
 */
export function byGeolocation({ sets, client, isHealthy }: Choice): KnownRecordSet | undefined {
  const areas = sets
    .map((set) => ({ set, size: sizeOf(set.GeoLocation ?? {}, client.place) }))
    .filter(({ size }) => size !== undefined)
    .sort((a, b) => (a.size ?? 0) - (b.size ?? 0))
    .map(({ set }) => set);
  return areas.find(isHealthy) ?? areas[0];
}

/** How large an area is that holds the place; undefined for one that does not. */
function sizeOf(area: GeoLocation, place: ClientPlace | undefined): number | undefined {
  const { ContinentCode, CountryCode, SubdivisionCode } = area;
  if (CountryCode === DEFAULT_COUNTRY) return 3;
  if (place === undefined) return undefined;
  if (ContinentCode !== undefined) return ContinentCode === place.continent ? 2 : undefined;
  if (CountryCode !== place.country) return undefined;
  if (SubdivisionCode === undefined) return 1;
  return SubdivisionCode === place.subdivision ? 0 : undefined;
}
