import type { AcceleratorConfig, ListenerConfig } from "../../accelerator/accelerator-config.ts";
import { invalidArgument, invalidPortRange } from "./problems.ts";

/**
 * What must hold across the listeners and groups of an accelerator. Throws
 * InvalidPortRangeException and InvalidArgumentException.
 */
export function checkAccelerator(
  accelerator: AcceleratorConfig & { readonly ipAddressType: "IPV4" | "DUAL_STACK" },
): void {
  checkPorts(accelerator);
  for (const listener of accelerator.listeners) checkOverrides(listener, accelerator);
  if (accelerator.ipAddressType === "DUAL_STACK") checkClientIp(accelerator);
}

/** A port belongs to one listener of a protocol, once. */
function checkPorts({ listeners }: AcceleratorConfig): void {
  for (const protocol of ["TCP", "UDP"] as const) {
    const ranges = listeners
      .filter((listener) => listener.protocol === protocol)
      .flatMap(({ portRanges }) => portRanges)
      .toSorted((a, b) => a.fromPort - b.fromPort);
    ranges.forEach(({ fromPort }, at) => {
      const before = ranges[at - 1];
      if (before === undefined || before.toPort < fromPort) return;
      throw invalidPortRange(
        `PortRanges: ${protocol} port ${fromPort} stands in more than one range of the accelerator`,
      );
    });
  }
}

/** https://docs.aws.amazon.com/global-accelerator/latest/dg/about-endpoint-groups-port-override.html */
function checkOverrides(listener: ListenerConfig, { listeners }: AcceleratorConfig): void {
  const everywhere = listeners.flatMap(({ groups }) =>
    groups.flatMap(({ portOverrides }) => portOverrides),
  );
  for (const { portOverrides } of listener.groups) {
    for (const { listenerPort, endpointPort } of portOverrides) {
      const wrong = [
        !holds(listener, listenerPort) && `the listener has no port ${listenerPort}`,
        portOverrides.filter((one) => one.listenerPort === listenerPort).length > 1 &&
          `listener port ${listenerPort} stands twice`,
        listeners.some((one) => holds(one, endpointPort)) &&
          `endpoint port ${endpointPort} lies in a port range of a listener`,
        everywhere.some(
          (one) => one.endpointPort === endpointPort && one.listenerPort !== listenerPort,
        ) && `endpoint port ${endpointPort} is that of another listener port, too`,
      ].find((sentence) => sentence !== false);
      if (wrong !== undefined) throw invalidArgument(`PortOverrides: ${wrong}`);
    }
  }
}

function holds({ portRanges }: ListenerConfig, port: number): boolean {
  return portRanges.some(({ fromPort, toPort }) => fromPort <= port && port <= toPort);
}

/** https://docs.aws.amazon.com/global-accelerator/latest/dg/about-endpoints-caveats.html */
function checkClientIp({ listeners }: AcceleratorConfig): void {
  const endpoints = listeners.flatMap(({ groups }) => groups.flatMap((group) => group.endpoints));
  const without = endpoints.find((one) => !one.clientIpPreservation);
  if (without === undefined) return;
  throw invalidArgument(
    `A dual-stack accelerator needs ClientIPPreservationEnabled of ${without.endpointId}`,
  );
}
