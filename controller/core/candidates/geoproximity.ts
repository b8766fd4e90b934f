import type { PolicyOf } from "../../contract/aws/routing-policy.ts";
import { endpointRecord } from "./answer-of.ts";
import type { Draft } from "./draft.ts";
import type { Ground, PlannedEndpoint } from "./ground.ts";

/** Biases by endpoint, -99 to 99; an endpoint without one has none. */
export type Biases = ReadonlyMap<string, number>;

/** The nearest endpoint by distance, each area widened or narrowed by its bias. */
export function geoproximityDraft(
  ground: Ground,
  ttlS: number,
  biases: Biases = new Map(),
  name = ground.name,
): Draft {
  return {
    records: ground.endpoints.map((endpoint) =>
      endpointRecord(ground, ttlS, endpoint, {
        name,
        routing: nearnessOf(endpoint, biases.get(endpoint.id)),
      }),
    ),
  };
}

/**
 * How geoproximity is told where an endpoint is: by its Region, or else by coordinates, which fit Local
 * Zones that are not opted in, Outposts, and places that are not AWS's. Several endpoints of one Region
 * need coordinates as well, or one would hide the others.
 */
export function nearnessOf(
  { latitude, longitude }: PlannedEndpoint,
  bias = 0,
): PolicyOf<"geoproximity"> {
  return {
    policy: "geoproximity",
    coordinates: { latitude: latitude.toFixed(2), longitude: longitude.toFixed(2) },
    bias,
  };
}
