import { canonicalName, liesWithin } from "./domain-name.ts";
import type { KnownRecordSet } from "./record-set.ts";

/** The hosted zones of AWS's own services that an alias may point into. */
const CLOUDFRONT_ZONE = "Z2FDTNDATAQYW2";

/**
 * What is wrong with an alias. Targets in other hosted zones belong to AWS services and are not
 * looked up; a target in the own zone has to be there, with the same type.
 */
export function wrongAlias(
  set: KnownRecordSet,
  zone: { readonly id: string; readonly name: string },
  has: (name: string, type: string) => boolean,
): string | undefined {
  const target = set.AliasTarget;
  if (target === undefined) return undefined;
  const said = `Tried to create an alias that targets ${target.DNSName}, type ${set.Type} in zone ${target.HostedZoneId}`;
  if (set.Type === "NS" || set.Type === "SOA") {
    return `${said}, but an alias cannot have the type ${set.Type}`;
  }
  if (target.HostedZoneId === CLOUDFRONT_ZONE && target.EvaluateTargetHealth) {
    return "EvaluateTargetHealth cannot be set to true for a CloudFront distribution";
  }
  if (target.HostedZoneId !== zone.id) return undefined;
  const name = canonicalName(target.DNSName ?? "");
  if (name === undefined || !liesWithin(name, zone.name)) {
    return `${said}, but the alias target name does not lie within the target zone`;
  }
  return has(name, set.Type) ? undefined : `${said}, but that target was not found`;
}
