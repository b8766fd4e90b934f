import type { RoutingDesign } from "../../contract/aws/routing-design.ts";

/**
 * Parts that a design has to be built of and looked after: hosted zones, record sets, health checks,
 * CIDR collections, accelerators with their listeners and endpoint groups.
 */
export function componentsOf(design: RoutingDesign): number {
  const { hostedZones, healthChecks, cidrCollections, accelerators } = design;
  const records = hostedZones.flatMap((zone) => zone.records);
  const listeners = accelerators.flatMap((each) => each.listeners);
  const endpointGroups = listeners.flatMap((each) => each.endpointGroups);
  const parts = [
    hostedZones,
    records,
    healthChecks,
    cidrCollections,
    accelerators,
    listeners,
    endpointGroups,
  ];
  return parts.reduce((sum, each) => sum + each.length, 0);
}
