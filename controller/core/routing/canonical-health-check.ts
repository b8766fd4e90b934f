import type { HealthCheckConfig } from "../../contract/aws/health-check-spec.ts";
import { canonicalName } from "./names.ts";

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html */
const ALL_CHECKER_REGIONS =
  "ap-northeast-1 ap-southeast-1 ap-southeast-2 eu-west-1 sa-east-1 us-east-1 us-west-1 us-west-2";

/** A health check with what Route 53 fills in: the port of the protocol, the path `/`. */
export function canonicalHealthCheck(config: HealthCheckConfig): HealthCheckConfig {
  switch (config.type) {
    case "CALCULATED":
      return { ...config, childIds: [...config.childIds].sort() };
    case "CLOUDWATCH_METRIC":
    case "RECOVERY_CONTROL":
      return config;
    case "TCP":
      return { ...config, ...lookedAt(config) };
    case "HTTP":
    case "HTTPS":
    case "HTTP_STR_MATCH":
    case "HTTPS_STR_MATCH": {
      const port = config.type.startsWith("HTTPS") ? 443 : 80;
      return {
        ...config,
        ...lookedAt(config),
        port: config.port ?? port,
        resourcePath: config.resourcePath || "/",
      };
    }
  }
}

type Looking = Extract<HealthCheckConfig, { requestIntervalS: number }>;

function lookedAt(config: Looking): Pick<Looking, "ipAddress" | "fullyQualifiedDomainName"> {
  const { ipAddress, fullyQualifiedDomainName: name, checkerRegions } = config;
  const regions = checkerRegions && [...checkerRegions].sort();
  return {
    ...(ipAddress !== undefined && { ipAddress: ipAddress.toLowerCase() }),
    ...(name !== undefined && { fullyQualifiedDomainName: canonicalName(name).slice(0, -1) }),
    ...(regions && {
      checkerRegions: regions.join(" ") === ALL_CHECKER_REGIONS ? undefined : regions,
    }),
  };
}
