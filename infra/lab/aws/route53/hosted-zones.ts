import type { CreateHostedZoneRequest, HostedZone } from "@aws-sdk/client-route-53";
import { ServiceProblem } from "../service-problem.ts";
import { canonicalName } from "./domain-name.ts";
import { newId } from "./new-id.ts";
import { invalidInput, noSuchHostedZone } from "./problems.ts";
import type { Protections } from "./record-protections.ts";
import { firstRecords, isApexAuthority, type Zone } from "./zone.ts";

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html */
const MOST_ZONES = 500;

const NAME_SERVERS = ["com", "net", "org", "co.uk"];

/** The account's hosted zones, in the order in which they were made. */
export class HostedZones {
  readonly #zones = new Map<string, Zone>();
  #made = 0;

  list(): readonly Zone[] {
    return [...this.#zones.values()];
  }

  /** By its id, with or without `/hostedzone/`. Throws NoSuchHostedZone. */
  get(id: string | undefined): Zone {
    const bare = (id ?? "").replace(/^\/hostedzone\//, "");
    const zone = this.#zones.get(bare);
    if (zone === undefined) throw noSuchHostedZone(bare);
    return zone;
  }

  /** Whether a record set names a CIDR collection and, where one is given, the location. */
  useCidr(collectionId: string, location?: string): boolean {
    return this.list().some((zone) =>
      [...zone.records.values()].some(
        ({ CidrRoutingConfig: cidr }) =>
          cidr?.CollectionId === collectionId &&
          (location === undefined || cidr.LocationName === location),
      ),
    );
  }

  /** Throws InvalidInput, InvalidDomainName, HostedZoneAlreadyExists, TooManyHostedZones. */
  create(request: CreateHostedZoneRequest): Zone {
    const callerReference = request.CallerReference ?? "";
    if (callerReference.length < 1 || callerReference.length > 128) {
      throw invalidInput("CallerReference must have a length of 1 to 128");
    }
    if (request.VPC !== undefined || request.HostedZoneConfig?.PrivateZone === true) {
      throw invalidInput("The lab has public hosted zones only: leave out VPC and PrivateZone");
    }
    const name = canonicalName(request.Name ?? "");
    if (name === undefined) {
      throw new ServiceProblem("InvalidDomainName", `'${request.Name}' is not a domain name`);
    }
    if (this.list().some((zone) => zone.callerReference === callerReference)) {
      const message = `A hosted zone has already been created with the specified caller reference: ${callerReference}`;
      throw new ServiceProblem("HostedZoneAlreadyExists", message, 409);
    }
    if (this.#zones.size >= MOST_ZONES) {
      const message = `Limits Exceeded: MAX_HOSTED_ZONES_BY_OWNER - Cannot create more than ${MOST_ZONES} hosted zones.`;
      throw new ServiceProblem("TooManyHostedZones", message);
    }
    const id = newId("Z");
    this.#made += 1;
    const nameServers = NAME_SERVERS.map((end, n) => `ns-${this.#made}.awsdns-0${n}.${end}`);
    const records = firstRecords(name, nameServers);
    const comment = request.HostedZoneConfig?.Comment;
    const versions = [{ fromMs: Number.NEGATIVE_INFINITY, value: records }];
    const protections: Protections = new Map();
    const own = { id, name, callerReference, comment, nameServers };
    const zone = { ...own, records, protections, versions };
    this.#zones.set(id, zone);
    return zone;
  }

  /** Throws NoSuchHostedZone, and HostedZoneNotEmpty while more than NS and SOA, or a protection, stands in it. */
  delete(id: string | undefined): void {
    const zone = this.get(id);
    if (![...zone.records.values()].every((set) => isApexAuthority(set, zone))) {
      const message =
        "The specified hosted zone contains non-required resource record sets and so cannot be deleted.";
      throw new ServiceProblem("HostedZoneNotEmpty", message);
    }
    if (zone.protections.size > 0) {
      const message =
        "The specified hosted zone contains resource record set protections and so cannot be deleted.";
      throw new ServiceProblem("HostedZoneNotEmpty", message);
    }
    this.#zones.delete(zone.id);
  }
}

export function asHostedZone(zone: Zone): HostedZone {
  return {
    Id: `/hostedzone/${zone.id}`,
    Name: zone.name,
    CallerReference: zone.callerReference,
    Config: {
      PrivateZone: false,
      ...(zone.comment === undefined ? {} : { Comment: zone.comment }),
    },
    ResourceRecordSetCount: zone.records.size,
  };
}
