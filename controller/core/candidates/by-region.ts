import type { RecordSet } from "../../contract/aws/record-set.ts";
import type { RoutingPolicy } from "../../contract/aws/routing-policy.ts";
import { aliasRecord, endpointRecord } from "./answer-of.ts";
import { nearnessOf } from "./geoproximity.ts";
import type { Ground, PlannedEndpoint } from "./ground.ts";

/** Endpoints by the Region that they are in or belong to, in the order given. */
export function endpointsByRegion(
  endpoints: readonly PlannedEndpoint[],
): ReadonlyMap<string, readonly PlannedEndpoint[]> {
  const byRegion = new Map<string, PlannedEndpoint[]>();
  for (const endpoint of endpoints) {
    byRegion.set(endpoint.region, [...(byRegion.get(endpoint.region) ?? []), endpoint]);
  }
  return byRegion;
}

/**
 * One record for each Region, under a policy that knows Regions only. Where a Region has several
 * endpoints (its Local Zones, its Outposts), the record is an alias to a name of its own, at which the
 * nearest of them is chosen: latency records know no Local Zones.
 */
export function recordPerRegion(
  ground: Ground,
  ttlS: number,
  name: string,
  routingOf: (region: string) => RoutingPolicy,
): RecordSet[] {
  return [...endpointsByRegion(ground.endpoints)].flatMap(([region, endpoints]) => {
    const routing = routingOf(region);
    const [only, ...more] = endpoints;
    if (only !== undefined && more.length === 0) {
      return [endpointRecord(ground, ttlS, only, { name, routing, setIdentifier: region })];
    }
    const own = `${region}.${name}`;
    return [
      aliasRecord(ground, own, { name, routing, setIdentifier: region }),
      ...endpoints.map((endpoint) =>
        endpointRecord(ground, ttlS, endpoint, { name: own, routing: nearnessOf(endpoint) }),
      ),
    ];
  });
}
