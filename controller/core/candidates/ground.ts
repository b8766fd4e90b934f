import type { ClientGroup } from "../../contract/client-group.ts";
import type { Service } from "../../contract/estate.ts";
import type { Constraints } from "../../contract/objectives.ts";
import { canonicalName, liesWithin } from "../routing/names.ts";
import { regionOf } from "../routing/places.ts";
import { hostOf, portOf } from "../url/url-parts.ts";
import { allowedEndpoints } from "./allowed-endpoints.ts";

/** An endpoint as a design can lead to it. */
export interface PlannedEndpoint {
  readonly id: string;
  /** Region or Local Zone. */
  readonly place: string;
  /** The Region that the place is or lies in. */
  readonly region: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly isStandby: boolean;
  /** IPv4 addresses that are known of it. */
  readonly addresses: readonly string[];
  /** Where it answers a small request. */
  readonly url: string;
  /** What an accelerator can have behind it; null where nothing is known, or nothing that it takes. */
  readonly behindAccelerator: string | null;
}

/** Users treated alike, as far as records can tell them apart. */
export interface PlannedGroup {
  readonly id: string;
  readonly share: number;
  /** ISO 3166-1, two letters; empty where records cannot tell them by country. */
  readonly countries: readonly string[];
  readonly cidrs: readonly string[];
  /** Endpoints that may serve them; null where any may. */
  readonly allowed: ReadonlySet<string> | null;
}

/** What candidate designs are built on. */
export interface Ground {
  readonly service: string;
  readonly zone: { readonly id: string; readonly name: string };
  /** The name that users look up, canonical. */
  readonly name: string;
  readonly port: number;
  /** What listeners of an accelerator have to take. */
  readonly transports: readonly ("TCP" | "UDP")[];
  /** Endpoints must see the address of the client. */
  readonly keepsClientIp: boolean;
  /** Users must be back in some time when an endpoint fails: what leads to one alone will not do. */
  readonly mustFailOver: boolean;
  /** Whether the answers can be addresses; otherwise they are names. */
  readonly recordType: "A" | "CNAME";
  readonly endpoints: readonly PlannedEndpoint[];
  readonly groups: readonly PlannedGroup[];
}

/** Id of a zone that is not known; a design with it has to be told the zone before it is built. */
const UNKNOWN_ZONE = "ZUNKNOWN";

/**
 * What designs for a service can be built on; a sentence where they cannot. Without a hosted zone in
 * the service the name's own domain is taken for one.
 *
 * @param groups whom designs are for, where the service declares nobody
 */
export function groundOf(
  service: Service,
  groups: readonly ClientGroup[] = service.clientGroups,
): Ground | string {
  const { dns, endpoints, constraints, objectives } = service;
  if (dns === undefined) return "entries.dns is missing: records need a name to stand at";
  const name = canonicalName(dns.name ?? hostOf(dns.url));
  const zone = zoneOf(service, name);
  const planned = endpoints.map(plannedEndpoint);
  const haveAddresses = planned.every(({ addresses }) => addresses.length > 0);
  if (!haveAddresses && name === zone.name) {
    const [without] = planned.filter(({ addresses }) => addresses.length === 0);
    return `endpoint ${without?.id ?? ""} has no addresses: ${name} is the top of its zone, where no CNAME may stand`;
  }
  return {
    service: service.id,
    zone,
    name,
    port: portOf(dns.url),
    transports: transportsOf(constraints?.protocols),
    keepsClientIp: constraints?.clientIp === "preserve",
    mustFailOver: objectives.rtoS !== undefined,
    recordType: haveAddresses ? "A" : "CNAME",
    endpoints: planned,
    groups: groups.map((group) => plannedGroup(group, service)),
  };
}

/** HTTP/3 would be UDP, but its users speak HTTP over TCP as well. */
function transportsOf(protocols: Constraints["protocols"]): Ground["transports"] {
  if (protocols === undefined || !protocols.includes("udp")) return ["TCP"];
  return protocols.length === 1 ? ["UDP"] : ["TCP", "UDP"];
}

function plannedGroup(
  { id, share, country, match }: ClientGroup,
  { constraints, endpoints }: Service,
): PlannedGroup {
  const countries = [...(country === undefined ? [] : [country]), ...(match?.countries ?? [])];
  return {
    id,
    share,
    countries: [...new Set(countries)],
    cidrs: match?.cidrs ?? [],
    allowed: allowedEndpoints(id, constraints, endpoints),
  };
}

/** The zone that today's records stand in, else that of the service, with the name that it likely has. */
function zoneOf({ dns, incumbentDesign }: Service, name: string): Ground["zone"] {
  const standing = (incumbentDesign?.hostedZones ?? [])
    .filter(({ isPrivate, name: zone }) => !isPrivate && liesWithin(name, canonicalName(zone)))
    .sort((a, b) => b.name.length - a.name.length)[0];
  if (standing !== undefined) return { id: standing.id, name: canonicalName(standing.name) };
  const above = name.split(".").length > 3 ? name.slice(name.indexOf(".") + 1) : name;
  return { id: dns?.hostedZoneId ?? UNKNOWN_ZONE, name: above };
}

function plannedEndpoint(endpoint: Service["endpoints"][number]): PlannedEndpoint {
  const { id, place, latitude, longitude, url, tier, resource, addresses = [] } = endpoint;
  const literal = hostOf(url);
  const known = addresses.length > 0 ? addresses : [literal];
  return {
    id,
    place,
    region: regionOf(place),
    latitude,
    longitude,
    url,
    isStandby: tier === "standby",
    addresses: known.filter((address) => /^\d+\.\d+\.\d+\.\d+$/.test(address)),
    behindAccelerator: resource ?? null,
  };
}
