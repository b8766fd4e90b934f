import type { Atlas } from "../places/atlas.ts";
import type { World } from "../world/world.ts";

/** Codes of the Regions and Local Zones that a world has endpoints or vantages in, parents included. */
export function usedPlaces(
  { endpoints, vantages }: Pick<World, "endpoints" | "vantages">,
  { places }: Pick<Atlas, "places">,
): ReadonlySet<string> {
  const codes = [
    ...endpoints.flatMap(({ place, slotRegion }) => [place, slotRegion]),
    ...vantages.flatMap(({ vantage, region }) => [vantage.id, vantage.parentRegion, region]),
  ];
  return new Set(codes.filter((code) => code !== undefined && places.has(code)) as string[]);
}
