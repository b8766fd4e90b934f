import { acceleratedEndpoints } from "../accelerator/accelerated-endpoints.ts";
import type { GroupConfig, HealthCheckSettings } from "../accelerator/accelerator-config.ts";
import { newGroupArn, newIpv6Addresses, newListenerArn } from "../aws/global-accelerator/arns.ts";
import type { AcceleratorStore } from "../aws/global-accelerator/store.ts";
import type { World } from "../world/world.ts";
import { acceleratorIdsOf, resourceIdOf, resourceKindOf } from "./resource-ids.ts";

/** As a service has it that wants to fail over soon. */
export const ACCELERATOR_CHECK: HealthCheckSettings = {
  protocol: "HTTP",
  path: "/healthz",
  intervalS: 10,
  threshold: 3,
};
const WEIGHT = 128;
const AGE_MS = 30 * 24 * 3_600_000;

/**
 * Puts the accelerator of the world's service into an account, deployed long ago: one listener at the
 * HTTP port, and a group for each Region that has endpoints for it. None where no Region has one.
 */
export function seedAccelerator(
  world: World,
  httpPort: number,
  nowMs: number,
  store: AcceleratorStore,
): void {
  const { arn, dnsLabel } = acceleratorIdsOf(world);
  const listenerArn = newListenerArn(arn, dnsLabel.slice(1, 9));
  const groups = groupsOf(world, listenerArn);
  if (groups.length === 0) return;
  const createdAtMs = nowMs - AGE_MS;
  store.putDeployed({
    arn,
    name: world.service.id,
    enabled: true,
    ipAddressType: "IPV4",
    addresses: world.acceleratorAddresses,
    ipv6Addresses: newIpv6Addresses(),
    dnsLabel,
    flowLogs: { enabled: false },
    listeners: [
      {
        arn: listenerArn,
        protocol: "TCP",
        portRanges: [{ fromPort: httpPort, toPort: httpPort }],
        clientAffinity: "NONE",
        groups,
      },
    ],
    createdAtMs,
    modifiedAtMs: createdAtMs,
    deployedAtMs: createdAtMs,
  });
}

function groupsOf(world: World, listenerArn: string): GroupConfig[] {
  const endpoints = acceleratedEndpoints(world);
  const regions = [...new Set(endpoints.map(({ slotRegion }) => slotRegion))];
  return regions.map((region) => ({
    arn: newGroupArn(listenerArn),
    region,
    dialPercent: 100,
    healthCheck: ACCELERATOR_CHECK,
    portOverrides: [],
    endpoints: endpoints
      .filter(({ slotRegion }) => slotRegion === region)
      .map((endpoint) => ({
        endpointId: resourceIdOf(world, endpoint),
        weight: WEIGHT,
        clientIpPreservation: resourceKindOf(world, endpoint) === "application-load-balancer",
      })),
  }));
}
