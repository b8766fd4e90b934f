import type {
  AcceleratorConfig,
  EndpointConfig,
  GroupConfig,
  ListenerConfig,
} from "../../../../infra/lab/accelerator/accelerator-config.ts";

export const endpointConfig = (endpointId: string, weight = 128): EndpointConfig => ({
  endpointId,
  weight,
  clientIpPreservation: false,
});

/** A group with AWS's own defaults; its ARN ends in its Region. */
export function groupConfig(
  region: string,
  endpoints: readonly EndpointConfig[],
  more: Partial<GroupConfig> = {},
): GroupConfig {
  return {
    arn: `arn:group/${region}`,
    region,
    dialPercent: 100,
    healthCheck: { protocol: "TCP", path: "/", intervalS: 30, threshold: 3 },
    portOverrides: [],
    endpoints,
    ...more,
  };
}

export function listenerConfig(
  port: number,
  groups: readonly GroupConfig[],
  more: Partial<ListenerConfig> = {},
): ListenerConfig {
  return {
    arn: `arn:listener/${port}`,
    protocol: "TCP",
    portRanges: [{ fromPort: port, toPort: port }],
    clientAffinity: "NONE",
    groups,
    ...more,
  };
}

export function acceleratorConfig(
  addresses: readonly string[],
  listeners: readonly ListenerConfig[],
  more: Partial<AcceleratorConfig> = {},
): AcceleratorConfig {
  return { arn: "arn:accelerator", enabled: true, addresses, listeners, ...more };
}
