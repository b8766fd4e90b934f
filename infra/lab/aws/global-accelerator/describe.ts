import type { Accelerator, EndpointGroup, Listener } from "@aws-sdk/client-global-accelerator";
import type { GroupConfig, ListenerConfig } from "../../accelerator/accelerator-config.ts";
import type { AcceleratorPlane } from "../../accelerator/accelerator-plane.ts";
import type { StoredAccelerator } from "./store.ts";

/** Of every accelerator's DNS names. */
export const DNS_SUFFIX = "awsglobalaccelerator.com";

export function describeAccelerator(stored: StoredAccelerator, nowMs: number): Accelerator {
  const { addresses, ipv6Addresses, dnsLabel, ipAddressType } = stored;
  const dual = ipAddressType === "DUAL_STACK";
  const ipSet = (family: "IPv4" | "IPv6", list: readonly string[]) => ({
    IpFamily: family,
    IpAddressFamily: family,
    IpAddresses: [...list],
  });
  return {
    AcceleratorArn: stored.arn,
    Name: stored.name,
    IpAddressType: ipAddressType,
    Enabled: stored.enabled,
    IpSets: [ipSet("IPv4", addresses), ...(dual ? [ipSet("IPv6", ipv6Addresses)] : [])],
    DnsName: `${dnsLabel}.${DNS_SUFFIX}`,
    Status: nowMs < stored.deployedAtMs ? "IN_PROGRESS" : "DEPLOYED",
    CreatedTime: new Date(stored.createdAtMs),
    LastModifiedTime: new Date(stored.modifiedAtMs),
    ...(dual ? { DualStackDnsName: `${dnsLabel}.dualstack.${DNS_SUFFIX}` } : {}),
    Events: [],
  };
}

export function describeListener(listener: ListenerConfig): Listener {
  return {
    ListenerArn: listener.arn,
    PortRanges: listener.portRanges.map(({ fromPort, toPort }) => ({
      FromPort: fromPort,
      ToPort: toPort,
    })),
    Protocol: listener.protocol,
    ClientAffinity: listener.clientAffinity,
  };
}

export function describeGroup(
  group: GroupConfig,
  listener: ListenerConfig,
  plane: Pick<AcceleratorPlane, "stateOf">,
): EndpointGroup {
  const { healthCheck } = group;
  return {
    EndpointGroupArn: group.arn,
    EndpointGroupRegion: group.region,
    EndpointDescriptions: group.endpoints.map((endpoint) => ({
      EndpointId: endpoint.endpointId,
      Weight: endpoint.weight,
      // There is never a HealthReason.
      HealthState: plane.stateOf(group.arn, endpoint.endpointId),
      ClientIPPreservationEnabled: endpoint.clientIpPreservation,
    })),
    TrafficDialPercentage: group.dialPercent,
    HealthCheckPort: healthCheck.port ?? listener.portRanges[0]?.fromPort,
    HealthCheckProtocol: healthCheck.protocol,
    ...(healthCheck.protocol === "TCP" ? {} : { HealthCheckPath: healthCheck.path }),
    HealthCheckIntervalSeconds: healthCheck.intervalS,
    ThresholdCount: healthCheck.threshold,
    PortOverrides: group.portOverrides.map(({ listenerPort, endpointPort }) => ({
      ListenerPort: listenerPort,
      EndpointPort: endpointPort,
    })),
  };
}
