import type {
  ListHostedZonesByNameRequest,
  ListHostedZonesByNameResponse,
} from "@aws-sdk/client-route-53";
import { ServiceProblem } from "../service-problem.ts";
import { canonicalName, reversedLabels } from "./domain-name.ts";
import { asHostedZone } from "./hosted-zones.ts";
import { pageOf } from "./page.ts";
import { invalidInput } from "./problems.ts";
import type { Zone } from "./zone.ts";

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListHostedZonesByName.html */
const MOST_ON_PAGE = 100;

/** A page of the zones by their names from the right, then by id, from the named one or the next one on. */
export function listZonesByName(
  zones: readonly Zone[],
  { DNSName, HostedZoneId, MaxItems }: ListHostedZonesByNameRequest,
): ListHostedZonesByNameResponse {
  if (HostedZoneId !== undefined && DNSName === undefined) {
    throw invalidInput("Invalid request: HostedZoneId needs DNSName");
  }
  const from = placeOf(DNSName, HostedZoneId?.replace(/^\/hostedzone\//, ""));
  const sorted = zones
    .map((zone) => ({ zone, place: [reversedLabels(zone.name), zone.id] as const }))
    .sort((a, b) => compare(a.place, b.place));
  const found = sorted.findIndex(({ place }) => compare(place, from) >= 0);
  const page = pageOf(sorted, found < 0 ? sorted.length : found, MaxItems, MOST_ON_PAGE);
  return {
    HostedZones: page.items.map(({ zone }) => asHostedZone(zone)),
    DNSName,
    HostedZoneId,
    IsTruncated: page.next !== undefined,
    MaxItems: page.maxItems,
    ...(page.next && { NextDNSName: page.next.zone.name, NextHostedZoneId: page.next.zone.id }),
  };
}

type Place = readonly [name: string, id: string];

function placeOf(dnsName: string | undefined, id = ""): Place {
  if (dnsName === undefined) return ["", ""];
  const name = canonicalName(dnsName);
  if (name === undefined) {
    throw new ServiceProblem("InvalidDomainName", `'${dnsName}' is not a domain name`);
  }
  return [reversedLabels(name), id];
}

function compare([nameA, idA]: Place, [nameB, idB]: Place): number {
  if (nameA !== nameB) return nameA < nameB ? -1 : 1;
  if (idA === idB) return 0;
  return idA < idB ? -1 : 1;
}
