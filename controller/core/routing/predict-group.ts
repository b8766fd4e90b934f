import type { PlacedVantage } from "../../contract/estate.ts";
import type { Asker } from "./asker.ts";
import type { EndpointBook } from "./endpoint-book.ts";
import { awsPlace } from "./places.ts";
import { type Door, predictServed, type Served, servedKey } from "./predict-served.ts";
import type { RoutingWorld } from "./routing-world.ts";
import { evenly, merged, type Spread, thence } from "./spread.ts";

/** A vantage as somebody who asks: where it stands, and by which block Route 53 judges it. */
export function askerOf(vantage: PlacedVantage, country?: string): Asker {
  const { resolver, latitude, longitude } = vantage;
  const place = awsPlace(vantage.id) ?? awsPlace(vantage.parentRegion ?? "");
  return {
    latitude,
    longitude,
    subnet: resolver?.clientSubnet ?? resolver?.address,
    countryCode: country ?? place?.country,
  };
}

/** Who serves a group: its vantages stand for equal parts of it. */
export function predictGroup(
  world: RoutingWorld,
  book: EndpointBook,
  door: Door,
  askers: readonly Asker[],
): Spread<Served> {
  if (askers.length === 0) {
    return [{ probability: 1, item: { kind: "unknown", reason: "no vantage stands for them" } }];
  }
  return merged(
    thence(evenly(askers), (asker) => predictServed(world, book, door, asker)),
    servedKey,
  );
}
