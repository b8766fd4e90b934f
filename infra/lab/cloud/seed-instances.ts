import type { Address, Instance } from "@aws-sdk/client-ec2";
import type { World, WorldEndpoint } from "../world/world.ts";
import { MAIN_ACCOUNT } from "./accounts.ts";
import { instanceIdOf, resourceIdOf, resourceKindOf } from "./resource-ids.ts";
import type { SeededSubnet } from "./seed-subnets.ts";
import { worldDigits } from "./world-id.ts";

type Named = Pick<World, "domain" | "endpoints">;

/** First addresses of a subnet are AWS's own. */
const HOST = 10;
const RUNNING = { Code: 16, Name: "running" } as const;

/** In which subnet an instance stands: the first of its Region, or that of its Local Zone or Outpost. */
export function subnetFor(
  subnets: readonly SeededSubnet[],
  { place, region }: { readonly place: string; readonly region: string },
): SeededSubnet | undefined {
  return (
    subnets.find((each) => each.place === place) ?? subnets.find((each) => each.region === region)
  );
}

/**
 * The instance that an endpoint's server runs on. It has the endpoint's address unless a load balancer
 * stands before it.
 */
export function endpointInstance(
  world: Named,
  endpoint: WorldEndpoint,
  { subnet }: SeededSubnet,
): Instance {
  const isPublic = !resourceKindOf(world, endpoint).endsWith("load-balancer");
  return {
    ...instanceIn(instanceIdOf(world, endpoint), endpoint.id, subnet),
    ...(isPublic ? { PublicIpAddress: endpoint.address } : {}),
  };
}

/** The machine of a vantage on an Outpost. */
export function outpostInstance(
  world: Named,
  vantageId: string,
  { subnet }: SeededSubnet,
): Instance {
  const id = `i-${worldDigits(world, `probe ${vantageId}`)}`;
  return instanceIn(id, `probe ${vantageId}`, subnet);
}

/**
 * The Elastic IP address of an endpoint: on its instance, or on its Network Load Balancer; undefined
 * where it has none.
 */
export function endpointAddress(
  world: Named,
  endpoint: WorldEndpoint,
  { subnet }: SeededSubnet,
): Address | undefined {
  const kind = resourceKindOf(world, endpoint);
  if (kind !== "elastic-ip" && kind !== "network-load-balancer") return undefined;
  const own = (prefix: string) => `${prefix}-${worldDigits(world, `${prefix} ${endpoint.id}`)}`;
  const owned = kind === "elastic-ip" ? { InstanceId: instanceIdOf(world, endpoint) } : {};
  return {
    AllocationId: kind === "elastic-ip" ? resourceIdOf(world, endpoint) : own("eipalloc"),
    AssociationId: own("eipassoc"),
    NetworkInterfaceId: own("eni"),
    NetworkInterfaceOwnerId: MAIN_ACCOUNT,
    PublicIp: endpoint.address,
    PrivateIpAddress: privateAddressIn(subnet.CidrBlock),
    PublicIpv4Pool: "amazon",
    NetworkBorderGroup: endpoint.slotRegion,
    Domain: "vpc",
    ...owned,
    Tags: [{ Key: "Name", Value: endpoint.id }],
  };
}

function instanceIn(id: string, name: string, subnet: SeededSubnet["subnet"]): Instance {
  return {
    InstanceId: id,
    InstanceType: "t4g.small",
    Architecture: "arm64",
    State: RUNNING,
    Placement: { AvailabilityZone: subnet.AvailabilityZone, Tenancy: "default" },
    SubnetId: subnet.SubnetId,
    VpcId: subnet.VpcId,
    PrivateIpAddress: privateAddressIn(subnet.CidrBlock),
    ...(subnet.OutpostArn === undefined ? {} : { OutpostArn: subnet.OutpostArn }),
    Tags: [{ Key: "Name", Value: name }],
  };
}

function privateAddressIn(block = ""): string {
  return block.replace(/0\/24$/, String(HOST));
}
