import type { HealthCheckSpec } from "../../contract/aws/health-check-spec.ts";
import { hostOf, isHttps, pathOf, portOf } from "../url/url-parts.ts";
import type { Ground, PlannedEndpoint } from "./ground.ts";
import type { DesignSettings } from "./settings.ts";

/** Id by which the records of a draft name the check of an endpoint. */
export function checkIdOf({ id }: Pick<PlannedEndpoint, "id">): string {
  return `check-${id}`;
}

/** A check per endpoint that asks what its probes ask, over the network and from outside. */
export function healthChecksOf(
  { service, endpoints }: Pick<Ground, "service" | "endpoints">,
  { intervalS, failureThreshold }: DesignSettings,
): HealthCheckSpec[] {
  return endpoints.map((endpoint) => {
    const [ipAddress] = endpoint.addresses;
    const host = hostOf(endpoint.url);
    const looking = {
      inverted: false,
      disabled: false,
      ...(ipAddress === undefined ? {} : { ipAddress }),
      ...(host === ipAddress ? {} : { fullyQualifiedDomainName: host }),
      port: portOf(endpoint.url),
      requestIntervalS: intervalS,
      failureThreshold,
      measureLatency: false,
      resourcePath: pathOf(endpoint.url),
    };
    return {
      id: checkIdOf(endpoint),
      config: isHttps(endpoint.url)
        ? { type: "HTTPS", ...looking, enableSni: true }
        : { type: "HTTP", ...looking },
      tags: { Name: `${service} ${endpoint.id}` },
    };
  });
}
