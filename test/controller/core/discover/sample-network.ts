import type {
  FoundAddress,
  FoundInstance,
  FoundLoadBalancer,
  FoundSubnet,
  FoundZone,
} from "../../../../controller/contract/inventory-network.ts";
import { ACCOUNT } from "../inventory/sample-readings.ts";

const account = ACCOUNT;

/** An application load balancer in front of instances. */
export function balancer(name: string, region: string, targets: string[]): FoundLoadBalancer {
  return {
    account,
    region,
    arn: `arn:aws:elasticloadbalancing:${region}:${account}:loadbalancer/app/${name}/0123456789abcdef`,
    name,
    kind: "application",
    scheme: "internet-facing",
    dnsName: `${name}.${region}.elb.amazonaws.com`,
    canonicalHostedZoneId: "Z35SXDOTRQ7X7K",
    state: "active",
    zones: [`${region}a`, `${region}b`],
    addresses: [],
    targetGroups: [
      {
        arn: `arn:aws:elasticloadbalancing:${region}:${account}:targetgroup/${name}/0`,
        name,
        protocol: "HTTP",
        port: 80,
        targets: targets.map((id) => ({
          id,
          port: 80,
          zone: null,
          state: "healthy",
          reason: null,
        })),
      },
    ],
  };
}

export function elasticIp(address: string, on: string, region: string): FoundAddress {
  return {
    account,
    region,
    allocationId: "eipalloc-0123456789abcdef0",
    address,
    instance: on,
    networkInterface: null,
    networkBorderGroup: null,
    name: null,
  };
}

export function instance(id: string, changes: Partial<FoundInstance> = {}): FoundInstance {
  return {
    account,
    region: "us-east-1",
    id,
    type: "t3.small",
    state: "running",
    zone: null,
    subnet: null,
    outpostArn: null,
    publicAddress: null,
    privateAddress: null,
    name: null,
    ...changes,
  };
}

/** Of us-west-2. */
export function localZone(name: string): FoundZone {
  return {
    account,
    region: "us-west-2",
    name,
    id: name,
    kind: "local-zone",
    group: null,
    label: "US West (Los Angeles)",
    networkBorderGroup: null,
    parentZone: null,
    optIn: "opted-in",
    state: "available",
  };
}

export function subnet(zone: string): FoundSubnet {
  return {
    account,
    region: "us-west-2",
    id: `subnet-${zone}`,
    vpc: "vpc-1",
    zone,
    zoneId: zone,
    cidr: null,
    outpostArn: null,
    givesPublicAddresses: true,
    name: null,
  };
}
