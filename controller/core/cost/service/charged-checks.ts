import type { HealthCheckSpec } from "../../../contract/aws/health-check-spec.ts";
import type { RecordSet } from "../../../contract/aws/record-set.ts";
import type { RoutingDesign } from "../../../contract/aws/routing-design.ts";
import type { Route53Design } from "../../../contract/cost-design.ts";
import type { Service } from "../../../contract/estate.ts";
import { isAwsName } from "../../routing/aws-name.ts";
import { checksUsedBy } from "../../routing/checks-used-by.ts";
import { hostOf } from "../../url/url-parts.ts";

type Charged = Route53Design["healthChecks"][number];
type Endpoints = Pick<Service, "endpoints">["endpoints"];

type ChargedChecks = {
  readonly charged: Charged[];
  /** Ids of those that are taken for checks of something outside AWS. */
  readonly outside: string[];
  /** Ids of those that nothing is known of, and so neither what is charged for them. */
  readonly lost: string[];
};

/**
 * Health checks that records use, calculated ones with all that they calculate from, by what is
 * charged for them. A check that is switched off is charged like any other.
 *
 * @param endpoints of the service, which all stand in AWS
 */
export function chargedChecks(
  { healthChecks }: RoutingDesign,
  records: readonly RecordSet[],
  endpoints: Endpoints,
): ChargedChecks {
  const { used, lost } = checksUsedBy(healthChecks, records);
  const addresses = new Set(endpoints.flatMap((endpoint) => [...ownAddresses(endpoint)]));
  const sorted = used.map((check) => ({ check, charge: chargeOf(check, addresses) }));
  return {
    charged: sorted.map(({ charge }) => charge),
    outside: sorted.filter(({ charge }) => charge.kind === "other").map(({ check }) => check.id),
    lost,
  };
}

function chargeOf({ config }: HealthCheckSpec, addresses: ReadonlySet<string>): Charged {
  switch (config.type) {
    case "CALCULATED":
      return { kind: "calculated", count: 1, optionsEach: 0 };
    case "CLOUDWATCH_METRIC":
      return { kind: "cloudwatch", count: 1, optionsEach: 0 };
    case "RECOVERY_CONTROL":
      return { kind: "recovery-control", count: 1, optionsEach: 0 };
    case "HTTP":
    case "HTTPS":
    case "HTTP_STR_MATCH":
    case "HTTPS_STR_MATCH":
    case "TCP": {
      const options = [
        config.type.startsWith("HTTPS"),
        config.type.endsWith("_STR_MATCH"),
        config.requestIntervalS === 10,
        config.measureLatency,
      ];
      const looksAt = [config.ipAddress, config.fullyQualifiedDomainName];
      const isAws = looksAt.some(
        (host) => host !== undefined && (addresses.has(host) || isAwsName(host)),
      );
      const kind = isAws ? "aws" : "other";
      return { kind, count: 1, optionsEach: options.filter(Boolean).length };
    }
  }
}

/** Hosts by which an endpoint is known. */
function ownAddresses({ url, addresses = [] }: Endpoints[number]): readonly string[] {
  return [hostOf(url), ...addresses];
}
