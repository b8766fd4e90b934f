import { isIP } from "node:net";
import type { HealthCheckConfig } from "@aws-sdk/client-route-53";
import type { ProbeTarget } from "./probe-target.ts";

const USUAL_PORTS = { HTTP: 80, HTTPS: 443 } as const;

/**
 * What a checker calls for a check, at an address that is known. The Host header is the domain name,
 * or else the address, with the port unless it is the protocol's own.
 * https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html
 */
export function checkTarget(
  healthCheckId: string,
  config: HealthCheckConfig,
  address: string,
  sourceAddress: string,
): ProbeTarget {
  const { Type, Port, FullyQualifiedDomainName: name, SearchString, ResourcePath } = config;
  if (Type === "TCP") return { protocol: "TCP", address, port: Port ?? 0, sourceAddress };
  const protocol = Type === "HTTPS" || Type === "HTTPS_STR_MATCH" ? "HTTPS" : "HTTP";
  const port = Port ?? USUAL_PORTS[protocol];
  const host = name ?? config.IPAddress ?? address;
  return {
    protocol,
    address,
    port,
    sourceAddress,
    host: port === USUAL_PORTS[protocol] ? host : `${host}:${port}`,
    // An address is no name to send (RFC 6066 §3).
    serverName: config.EnableSNI && name !== undefined && isIP(name) === 0 ? name : undefined,
    path: ResourcePath,
    searchString: SearchString,
    userAgent: `Amazon-Route53-Health-Check-Service (ref ${healthCheckId})`,
  };
}
