import type { ResourceRecordSet } from "@aws-sdk/client-route-53";

/** A routing policy of Route 53. */
export type Policy =
  | "simple"
  | "weighted"
  | "latency"
  | "failover"
  | "geolocation"
  | "geoproximity"
  | "ip-based"
  | "multivalue";

const FIELDS: readonly (readonly [Exclude<Policy, "simple">, keyof ResourceRecordSet])[] = [
  ["weighted", "Weight"],
  ["latency", "Region"],
  ["failover", "Failover"],
  ["geolocation", "GeoLocation"],
  ["geoproximity", "GeoProximityLocation"],
  ["ip-based", "CidrRoutingConfig"],
  ["multivalue", "MultiValueAnswer"],
];

/** Every policy whose field the record set carries; none is the simple policy. */
export function policiesOf(set: ResourceRecordSet): Exclude<Policy, "simple">[] {
  return FIELDS.filter(([, field]) => set[field] !== undefined).map(([policy]) => policy);
}

export function policyOf(set: ResourceRecordSet): Policy {
  return policiesOf(set)[0] ?? "simple";
}

/**
 * How many record sets one name and type may have.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html
 */
export const MOST_IN_GROUP: Readonly<Record<Policy, number>> = {
  simple: 1,
  weighted: 100,
  latency: 100,
  failover: 2,
  geolocation: 100,
  geoproximity: 30,
  "ip-based": 100,
  multivalue: 100,
};
