import type { AliasTargets } from "../dns/alias-targets.ts";

/** What the DNS name of a load balancer leads to. */
export interface NamedBalancer {
  readonly arn: string;
  /** In lower case, without a final dot. */
  readonly dnsName: string;
  readonly hostedZoneId: string;
  readonly addresses: readonly string[];
}

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-alias-common.html */
const TTL_S = 60;

/** The DNS names of load balancers, by the health of their targets. */
export function balancerNames(
  balancers: readonly NamedBalancer[],
  isHealthy: (arn: string) => boolean | undefined,
): AliasTargets {
  return {
    find: (hostedZoneId, asked) => {
      const name = asked
        .toLowerCase()
        .replace(/\.$/, "")
        .replace(/^dualstack\./, "");
      const found = balancers.find(
        (each) =>
          each.dnsName === name &&
          (hostedZoneId === undefined || each.hostedZoneId === hostedZoneId),
      );
      if (found === undefined) return undefined;
      // A load balancer without any target is unhealthy.
      const healthy = isHealthy(found.arn) ?? false;
      return { addresses: found.addresses, ttlS: TTL_S, isHealthy: healthy };
    },
  };
}
