import type {
  Listener,
  LoadBalancer,
  Tag,
  TargetGroup,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { NamedBalancer } from "../balancing/balancer-names.ts";
import { balancerZoneOf } from "../balancing/hosted-zones.ts";
import type { TargetCheck } from "../balancing/target-check.ts";
import type { BalancerKind } from "../balancing/target-reason.ts";
import type { WatchedTarget } from "../balancing/target-watch.ts";
import type { World, WorldEndpoint } from "../world/world.ts";
import { instanceIdOf, loadBalancerNameOf, resourceIdOf, resourceKindOf } from "./resource-ids.ts";
import type { SeededSubnet } from "./seed-subnets.ts";
import { worldDigits } from "./world-id.ts";

type Named = Pick<World, "domain" | "endpoints">;

/** As a service has it that wants to fail over soon. */
export const TARGET_CHECK: TargetCheck = {
  path: "/healthz",
  intervalS: 10,
  timeoutS: 5,
  healthyCount: 3,
  unhealthyCount: 3,
};

/** A load balancer with all that hangs on it. */
interface SeededBalancer {
  readonly loadBalancer: LoadBalancer;
  readonly listener: Listener;
  readonly targetGroup: TargetGroup;
  readonly watched: WatchedTarget;
  readonly name: NamedBalancer;
  readonly tags: readonly Tag[];
}

interface Site {
  readonly httpPort: number;
  readonly createdAtMs: number;
  /** Of the load balancer's Availability Zones. */
  readonly subnets: readonly SeededSubnet[];
}

/** Which kind of load balancer an endpoint stands behind; undefined behind none. */
export function balancerKindOf(world: Named, endpoint: WorldEndpoint): BalancerKind | undefined {
  const kind = resourceKindOf(world, endpoint);
  if (kind === "application-load-balancer") return "application";
  return kind === "network-load-balancer" ? "network" : undefined;
}

export function seedBalancer(
  world: Named,
  endpoint: WorldEndpoint,
  kind: BalancerKind,
  site: Site,
): SeededBalancer {
  const { httpPort: port } = site;
  const arn = resourceIdOf(world, endpoint);
  const protocol = kind === "application" ? "HTTP" : "TCP";
  const targetGroup = groupOf(world, endpoint, { protocol, port, arn, vpc: vpcOf(site) });
  const targetGroupArn = targetGroup.TargetGroupArn ?? "";
  const name: NamedBalancer = {
    arn,
    dnsName: dnsNameOf(world, endpoint, kind),
    hostedZoneId: balancerZoneOf(kind, endpoint.slotRegion),
    addresses: [endpoint.address],
  };
  return {
    loadBalancer: balancerOf(endpoint, kind, name, site),
    listener: {
      ListenerArn: `${arn.replace(":loadbalancer/", ":listener/")}/${worldDigits(world, `listener ${endpoint.id}`, 16)}`,
      LoadBalancerArn: arn,
      Port: port,
      Protocol: protocol,
      DefaultActions: [{ Type: "forward", TargetGroupArn: targetGroupArn }],
    },
    targetGroup,
    watched: {
      loadBalancerArn: arn,
      kind,
      targetGroupArn,
      targetId: instanceIdOf(world, endpoint),
      address: endpoint.address,
      port,
      check: TARGET_CHECK,
    },
    name,
    tags: [{ Key: "Name", Value: endpoint.id }],
  };
}

function balancerOf(
  endpoint: WorldEndpoint,
  kind: BalancerKind,
  { arn, dnsName, hostedZoneId }: NamedBalancer,
  site: Site,
): LoadBalancer {
  return {
    LoadBalancerArn: arn,
    LoadBalancerName: loadBalancerNameOf(endpoint),
    DNSName: dnsName,
    CanonicalHostedZoneId: hostedZoneId,
    CreatedTime: new Date(site.createdAtMs),
    Scheme: "internet-facing",
    Type: kind,
    IpAddressType: "ipv4",
    State: { Code: "active" },
    VpcId: vpcOf(site),
    AvailabilityZones: site.subnets.map(({ subnet }, at) => ({
      ZoneName: subnet.AvailabilityZone,
      SubnetId: subnet.SubnetId,
      // A Network Load Balancer tells its Elastic IP addresses; this one has one, in its first zone.
      LoadBalancerAddresses:
        kind === "network" && at === 0 ? [{ IpAddress: endpoint.address }] : [],
    })),
  };
}

function groupOf(
  world: Named,
  endpoint: WorldEndpoint,
  {
    protocol,
    port,
    arn,
    vpc,
  }: { protocol: "HTTP" | "TCP"; port: number; arn: string; vpc: string | undefined },
): TargetGroup {
  const name = loadBalancerNameOf(endpoint);
  const digits = worldDigits(world, `target group ${endpoint.id}`, 16);
  return {
    TargetGroupArn: arn.replace(/:loadbalancer\/.*$/, `:targetgroup/${name}/${digits}`),
    TargetGroupName: name,
    Protocol: protocol,
    Port: port,
    VpcId: vpc,
    TargetType: "instance",
    LoadBalancerArns: [arn],
    HealthCheckEnabled: true,
    HealthCheckProtocol: "HTTP",
    HealthCheckPort: "traffic-port",
    HealthCheckPath: TARGET_CHECK.path,
    HealthCheckIntervalSeconds: TARGET_CHECK.intervalS,
    HealthCheckTimeoutSeconds: TARGET_CHECK.timeoutS,
    HealthyThresholdCount: TARGET_CHECK.healthyCount,
    UnhealthyThresholdCount: TARGET_CHECK.unhealthyCount,
    Matcher: { HttpCode: "200-399" },
  };
}

function dnsNameOf(world: Named, endpoint: WorldEndpoint, kind: BalancerKind): string {
  const name = loadBalancerNameOf(endpoint).toLowerCase();
  const digits = worldDigits(world, `name ${endpoint.id}`, 16);
  const { slotRegion: region } = endpoint;
  // The names of the two kinds are built in different ways.
  return kind === "application"
    ? `${name}-${Number.parseInt(digits.slice(0, 8), 16)}.${region}.elb.amazonaws.com`
    : `${name}-${digits}.elb.${region}.amazonaws.com`;
}

function vpcOf({ subnets }: Site): string | undefined {
  return subnets[0]?.subnet.VpcId;
}
