import type { KnownRecordSet } from "../../aws/route53/record-set.ts";
import type { RoutingMeans } from "./means.ts";
import { type ServedZone, setsAt, targetName } from "./served-zone.ts";

/** Aliases of aliases are followed this far; what points in a circle ends there. */
export const MOST_ALIASES = 16;

/**
 * Whether Route 53 may answer with a record set: its own health check, and the target's health where
 * an alias asks for that, must both be good. Without either it always may. An alias to record sets of
 * the zone is healthy when at least one of them is.
 * docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-how-route-53-chooses-records.html
 */
export function isHealthySet(
  set: KnownRecordSet,
  zone: ServedZone,
  means: RoutingMeans,
  depth = 0,
): boolean {
  const { HealthCheckId: id, AliasTarget: alias } = set;
  if (id !== undefined && !means.health.isHealthy(id)) return false;
  if (alias?.EvaluateTargetHealth !== true || depth >= MOST_ALIASES) return true;
  const dnsName = alias.DNSName ?? "";
  if (alias.HostedZoneId !== zone.id) {
    return means.targets.find(alias.HostedZoneId ?? "", dnsName)?.isHealthy ?? true;
  }
  const below = setsAt(zone, targetName(dnsName), set.Type);
  return below.length === 0 || below.some((each) => isHealthySet(each, zone, means, depth + 1));
}
