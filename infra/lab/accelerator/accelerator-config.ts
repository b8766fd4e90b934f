/** A range of ports, both ends in it. */
export interface PortRange {
  readonly fromPort: number;
  readonly toPort: number;
}

export interface EndpointConfig {
  /** ARN of a load balancer, id of an instance, or allocation id of an Elastic IP address. */
  readonly endpointId: string;
  /** 0 to 255. */
  readonly weight: number;
  readonly clientIpPreservation: boolean;
}

/** How an accelerator looks at the instances and addresses of a group. */
export interface HealthCheckSettings {
  /** The first port of the listener where left out. */
  readonly port?: number | undefined;
  readonly protocol: "TCP" | "HTTP" | "HTTPS";
  readonly path: string;
  readonly intervalS: number;
  readonly threshold: number;
}

interface PortOverride {
  readonly listenerPort: number;
  readonly endpointPort: number;
}

/** The endpoints of a listener in one Region. */
export interface GroupConfig {
  readonly arn: string;
  readonly region: string;
  /** Part of the traffic that would come here anyway, 0 to 100. */
  readonly dialPercent: number;
  readonly healthCheck: HealthCheckSettings;
  readonly portOverrides: readonly PortOverride[];
  readonly endpoints: readonly EndpointConfig[];
}

export interface ListenerConfig {
  readonly arn: string;
  readonly protocol: "TCP" | "UDP";
  readonly portRanges: readonly PortRange[];
  readonly clientAffinity: "NONE" | "SOURCE_IP";
  readonly groups: readonly GroupConfig[];
}

/** A standard accelerator as it is set up, never changed in place. */
export interface AcceleratorConfig {
  readonly arn: string;
  readonly enabled: boolean;
  /** Static IPv4 addresses. */
  readonly addresses: readonly string[];
  readonly listeners: readonly ListenerConfig[];
}
