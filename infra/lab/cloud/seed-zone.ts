import type { ResourceRecordSet } from "@aws-sdk/client-route-53";
import type { Route53 } from "../aws/route53/create-route53.ts";
import { type KnownRecordSet, keyOf } from "../aws/route53/record-set.ts";
import { putRecords } from "../aws/route53/zone.ts";
import type { World, WorldEndpoint } from "../world/world.ts";

/** Checks as a service has them that wants to fail over soon. */
export const ZONE_CHECK = { RequestInterval: 10, FailureThreshold: 3 } as const;
const CHECKED_PATH = "/healthz";

/** Name that leads to one endpoint whatever the policy says. */
export function pinnedName(world: Pick<World, "domain">, endpointId: string): string {
  return `${endpointId}.${world.domain}`;
}

/**
 * Puts the world's service into an account's Route 53, served at once: a health check per endpoint, a
 * latency record per Region at the service's name, and a simple record per endpoint that leads to it
 * alone. Where a Region and its Local Zones have several endpoints they share the Region's slot, as
 * they must: the latency record is an alias to a group in which the nearest is chosen.
 */
export function seedZone(world: World, httpPort: number, route53: Route53): void {
  const zone = route53.zones.create({
    Name: world.domain,
    CallerReference: `lab ${world.domain}`,
    HostedZoneConfig: { Comment: "The service of the lab's world" },
  });
  const checks = new Map(
    world.endpoints.map((endpoint) => [endpoint.id, checkOf(endpoint, httpPort, route53)]),
  );
  const plain = (endpoint: WorldEndpoint, name: string) => ({
    Name: `${name}.`,
    Type: "A" as const,
    TTL: world.ttlS,
    ResourceRecords: [{ Value: endpoint.address }],
  });
  const checked = (endpoint: WorldEndpoint, name: string) => ({
    ...plain(endpoint, name),
    SetIdentifier: endpoint.id,
    HealthCheckId: checks.get(endpoint.id),
  });
  const sets = [...slots(world)].flatMap(([region, endpoints]): ResourceRecordSet[] => {
    const [only, ...more] = endpoints;
    const Region = region as ResourceRecordSet["Region"];
    if (only !== undefined && more.length === 0) {
      return [{ ...checked(only, world.domain), Region }];
    }
    const name = `${region}.${world.domain}`;
    const alias = {
      HostedZoneId: zone.id,
      DNSName: `${name}.`,
      EvaluateTargetHealth: true,
    };
    return [
      {
        Name: `${world.domain}.`,
        Type: "A",
        SetIdentifier: region,
        Region,
        AliasTarget: alias,
      },
      ...endpoints.map((endpoint) => ({
        ...checked(endpoint, name),
        GeoProximityLocation: { Coordinates: coordinatesOf(endpoint) },
      })),
    ];
  });
  const pinned = world.endpoints.map((endpoint) => plain(endpoint, pinnedName(world, endpoint.id)));
  const all = [...zone.records.values(), ...sets, ...pinned] as KnownRecordSet[];
  putRecords(zone, new Map(all.map((set) => [keyOf(set), set])), Number.NEGATIVE_INFINITY);
}

/** A zone that the service's owners do not see until they are let in by the role. */
export function seedNetworkAccount(route53: Route53): void {
  const zone = route53.zones.create({
    Name: "partners.lab.test",
    CallerReference: "lab partners.lab.test",
    HostedZoneConfig: { Comment: "Kept by the network team" },
  });
  const api = {
    Name: "api.partners.lab.test.",
    Type: "A",
    TTL: 300,
    ResourceRecords: [{ Value: "192.0.2.10" }, { Value: "192.0.2.20" }],
  } as const;
  const all: KnownRecordSet[] = [
    ...zone.records.values(),
    { ...api, ResourceRecords: [...api.ResourceRecords] },
  ];
  putRecords(zone, new Map(all.map((set) => [keyOf(set), set])), Number.NEGATIVE_INFINITY);
}

function checkOf(
  { id, address }: WorldEndpoint,
  httpPort: number,
  route53: Route53,
): string | undefined {
  const { Id } = route53.healthChecks.create({
    CallerReference: `lab ${id}`,
    HealthCheckConfig: {
      Type: "HTTP",
      IPAddress: address,
      Port: httpPort,
      ResourcePath: CHECKED_PATH,
      ...ZONE_CHECK,
    },
  });
  return Id;
}

function slots(world: World): Map<string, WorldEndpoint[]> {
  const bySlot = new Map<string, WorldEndpoint[]>();
  for (const endpoint of world.endpoints) {
    bySlot.set(endpoint.slotRegion, [...(bySlot.get(endpoint.slotRegion) ?? []), endpoint]);
  }
  return bySlot;
}

function coordinatesOf({ latitude, longitude }: WorldEndpoint) {
  return { Latitude: latitude.toFixed(2), Longitude: longitude.toFixed(2) };
}
