import type { Accelerator, EndpointGroup, Listener } from "@aws-sdk/client-global-accelerator";

/** An accelerator with everything below it, as Global Accelerator gives it. */
export type AcceleratorParts = {
  readonly accelerator: Accelerator;
  readonly listeners: readonly {
    readonly listener: Listener;
    readonly groups: readonly EndpointGroup[];
  }[];
};

/** In the form of `AcceleratorSpec`, which is still to be checked. */
export function acceleratorSpec({ accelerator, listeners }: AcceleratorParts): unknown {
  return {
    arn: accelerator.AcceleratorArn,
    name: accelerator.Name,
    ipAddressType: accelerator.IpAddressType,
    enabled: accelerator.Enabled,
    ipSets: (accelerator.IpSets ?? []).map(({ IpAddressFamily, IpFamily, IpAddresses = [] }) => ({
      family: IpAddressFamily ?? IpFamily,
      addresses: IpAddresses,
    })),
    dnsName: accelerator.DnsName,
    dualStackDnsName: accelerator.DualStackDnsName,
    listeners: listeners.map(({ listener, groups }) => ({
      arn: listener.ListenerArn,
      protocol: listener.Protocol,
      portRanges: (listener.PortRanges ?? []).map(({ FromPort, ToPort }) => ({
        fromPort: FromPort,
        toPort: ToPort,
      })),
      clientAffinity: listener.ClientAffinity,
      endpointGroups: groups.map(groupSpec),
    })),
  };
}

function groupSpec(group: EndpointGroup): unknown {
  return {
    arn: group.EndpointGroupArn,
    region: group.EndpointGroupRegion,
    dialPercent: group.TrafficDialPercentage,
    healthCheck: {
      port: group.HealthCheckPort,
      protocol: group.HealthCheckProtocol,
      path: group.HealthCheckPath,
      intervalS: group.HealthCheckIntervalSeconds,
      thresholdCount: group.ThresholdCount,
    },
    portOverrides: (group.PortOverrides ?? []).map(({ ListenerPort, EndpointPort }) => ({
      listenerPort: ListenerPort,
      endpointPort: EndpointPort,
    })),
    endpoints: (group.EndpointDescriptions ?? []).map((endpoint) => ({
      endpointId: endpoint.EndpointId,
      weight: endpoint.Weight,
      clientIpPreservation: endpoint.ClientIPPreservationEnabled,
    })),
  };
}
