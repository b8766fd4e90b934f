import type { RecordSet, RecordType } from "../../contract/aws/record-set.ts";
import type { RoutingPolicy } from "../../contract/aws/routing-policy.ts";
import { canonicalName } from "./names.ts";

/** Tells apart the record sets of a zone, and puts those of one name and type beside each other. */
export function recordKey(set: Pick<RecordSet, "name" | "type" | "setIdentifier">): string {
  return [canonicalName(set.name), set.type, set.setIdentifier ?? ""].join(" ");
}

export function canonicalRecord(set: RecordSet): RecordSet {
  return {
    ...set,
    name: canonicalName(set.name),
    routing: canonicalPolicy(set.routing),
    ...(set.values && {
      values: set.values.map((value) => canonicalValue(set.type, value)).sort(),
    }),
    ...(set.alias && { alias: { ...set.alias, dnsName: canonicalName(set.alias.dnsName) } }),
  };
}

/** Names in values have no case; text has. */
function canonicalValue(type: RecordType, value: string): string {
  if (type === "CNAME" || type === "NS" || type === "PTR") return canonicalName(value);
  return type === "TXT" || type === "SPF" || type === "CAA" ? value : value.toLowerCase();
}

function canonicalPolicy(routing: RoutingPolicy): RoutingPolicy {
  if (routing.policy !== "geoproximity" || routing.coordinates === undefined) return routing;
  const { latitude, longitude } = routing.coordinates;
  return {
    ...routing,
    coordinates: { latitude: degreesText(latitude), longitude: degreesText(longitude) },
  };
}

/** `+35.50` and `35.5` are the same place. */
function degreesText(text: string): string {
  return String(Number(text) + 0);
}
