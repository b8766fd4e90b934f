import type {
  AcceleratorSpec,
  EndpointGroupSpec,
  ListenerSpec,
} from "../../contract/aws/accelerator-spec.ts";
import { canonicalName } from "./names.ts";
import { sortedBy } from "./sorted.ts";

/** Tells apart the listeners of an accelerator: no two share a port of one protocol. */
export function listenerKey({ protocol, portRanges }: ListenerSpec): string {
  const ports = portRanges.map(({ fromPort, toPort }) =>
    fromPort === toPort ? `${fromPort}` : `${fromPort}-${toPort}`,
  );
  return `${protocol} ${ports.join(",")}`;
}

export function canonicalAccelerator(accelerator: AcceleratorSpec): AcceleratorSpec {
  const { dnsName, dualStackDnsName, ipSets, listeners } = accelerator;
  return {
    ...accelerator,
    ...(dnsName && { dnsName: canonicalName(dnsName) }),
    ...(dualStackDnsName && { dualStackDnsName: canonicalName(dualStackDnsName) }),
    ipSets: sortedBy(
      ipSets.map((set) => ({ ...set, addresses: [...set.addresses].sort() })),
      ({ family }) => family,
    ),
    listeners: sortedBy(listeners.map(canonicalListener), listenerKey),
  };
}

function canonicalListener(listener: ListenerSpec): ListenerSpec {
  const portRanges = [...listener.portRanges].sort((a, b) => a.fromPort - b.fromPort);
  const port = portRanges[0]?.fromPort;
  return {
    ...listener,
    portRanges,
    endpointGroups: sortedBy(
      listener.endpointGroups.map((group) => canonicalGroup(group, port)),
      ({ region }) => region,
    ),
  };
}

function canonicalGroup(group: EndpointGroupSpec, port: number | undefined): EndpointGroupSpec {
  const { healthCheck } = group;
  const { path: _path, ...check } = healthCheck;
  return {
    ...group,
    healthCheck: {
      ...check,
      port: healthCheck.port ?? port,
      // A TCP check has no path, whatever was left of another protocol.
      ...(healthCheck.protocol !== "TCP" && { path: healthCheck.path || "/" }),
    },
    portOverrides: [...group.portOverrides].sort((a, b) => a.listenerPort - b.listenerPort),
    endpoints: sortedBy(group.endpoints, ({ endpointId }) => endpointId),
  };
}
