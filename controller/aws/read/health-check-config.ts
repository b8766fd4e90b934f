import type { HealthCheckConfig } from "@aws-sdk/client-route-53";

/** In the form of `HealthCheckConfig` of the contract, which is still to be checked. */
export function healthCheckConfig(config: HealthCheckConfig | undefined): unknown {
  if (config === undefined) return undefined;
  const alarm = config.AlarmIdentifier;
  // What another type does not have is taken off by its shape.
  return {
    type: config.Type,
    inverted: config.Inverted,
    disabled: config.Disabled,
    ipAddress: config.IPAddress,
    fullyQualifiedDomainName: config.FullyQualifiedDomainName,
    port: config.Port,
    resourcePath: config.ResourcePath,
    searchString: config.SearchString,
    enableSni: config.EnableSNI,
    requestIntervalS: config.RequestInterval,
    failureThreshold: config.FailureThreshold,
    measureLatency: config.MeasureLatency,
    checkerRegions: isEmpty(config.Regions) ? undefined : config.Regions,
    childIds: config.ChildHealthChecks,
    healthThreshold: config.HealthThreshold,
    alarm: alarm === undefined ? undefined : { region: alarm.Region, name: alarm.Name },
    insufficientData: config.InsufficientDataHealthStatus,
    routingControlArn: config.RoutingControlArn,
  };
}

function isEmpty(list: readonly unknown[] | undefined): boolean {
  return list === undefined || list.length === 0;
}
