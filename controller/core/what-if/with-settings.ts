import type { HealthCheckSpec } from "../../contract/aws/health-check-spec.ts";
import type { RoutingDesign } from "../../contract/aws/routing-design.ts";
import type { WhatIf } from "../../contract/what-if.ts";

type Settings = Pick<NonNullable<WhatIf["design"]>, "ttlS" | "intervalS" | "failureThreshold">;

/** A design with other settings: of all its records, all its health checks, and its accelerators. */
export function withSettings(design: RoutingDesign, settings: Settings): RoutingDesign {
  const { ttlS, intervalS, failureThreshold } = settings;
  return {
    ...design,
    hostedZones: design.hostedZones.map((zone) => ({
      ...zone,
      records: zone.records.map((set) =>
        ttlS === undefined || set.ttlS === undefined ? set : { ...set, ttlS },
      ),
    })),
    healthChecks: design.healthChecks.map((check) => ({
      ...check,
      config: lookingBy(check.config, settings),
    })),
    accelerators: design.accelerators.map((accelerator) => ({
      ...accelerator,
      listeners: accelerator.listeners.map((listener) => ({
        ...listener,
        endpointGroups: listener.endpointGroups.map((group) => ({
          ...group,
          healthCheck: {
            ...group.healthCheck,
            ...(intervalS === undefined ? {} : { intervalS }),
            ...(failureThreshold === undefined ? {} : { thresholdCount: failureThreshold }),
          },
        })),
      })),
    })),
  };
}

/** Checks that look by themselves; the others follow what they are told. */
function lookingBy(
  config: HealthCheckSpec["config"],
  { intervalS, failureThreshold }: Settings,
): HealthCheckSpec["config"] {
  if (!("requestIntervalS" in config)) return config;
  return {
    ...config,
    requestIntervalS: intervalS ?? config.requestIntervalS,
    failureThreshold: failureThreshold ?? config.failureThreshold,
  };
}
