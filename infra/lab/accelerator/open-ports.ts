import type { SocketAddress } from "../http/listening.ts";
import type { AcceleratorConfig } from "./accelerator-config.ts";

/** An accelerator may have all ports there are, and one machine has other uses for them. */
export const MOST_OPEN_PORTS = 64;

/**
 * What an accelerator answers at: the ports of its TCP listeners, the first 64 of them, on each of its
 * addresses. Nothing while it is disabled.
 */
export function openPorts({ enabled, addresses, listeners }: AcceleratorConfig): SocketAddress[] {
  if (!enabled) return [];
  const ports = listeners
    .filter(({ protocol }) => protocol === "TCP")
    .flatMap(({ portRanges }) =>
      portRanges.flatMap(({ fromPort, toPort }) => {
        const count = Math.min(MOST_OPEN_PORTS, toPort - fromPort + 1);
        return Array.from({ length: count }, (_, n) => fromPort + n);
      }),
    )
    .slice(0, MOST_OPEN_PORTS);
  return addresses.flatMap((address) => ports.map((port) => ({ address, port })));
}
