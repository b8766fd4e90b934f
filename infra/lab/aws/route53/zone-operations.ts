import {
  ChangeResourceRecordSets$,
  type ChangeResourceRecordSetsRequest,
  type ChangeResourceRecordSetsResponse,
  CreateHostedZone$,
  type CreateHostedZoneRequest,
  type CreateHostedZoneResponse,
  DeleteHostedZone$,
  type DeleteHostedZoneRequest,
  type DeleteHostedZoneResponse,
  GetChange$,
  type GetChangeRequest,
  type GetChangeResponse,
  GetHostedZone$,
  GetHostedZoneCount$,
  type GetHostedZoneCountRequest,
  type GetHostedZoneCountResponse,
  type GetHostedZoneRequest,
  type GetHostedZoneResponse,
  ListHostedZones$,
  ListHostedZonesByName$,
  type ListHostedZonesByNameRequest,
  type ListHostedZonesByNameResponse,
  type ListHostedZonesRequest,
  type ListHostedZonesResponse,
  ListResourceRecordSets$,
  type ListResourceRecordSetsRequest,
  type ListResourceRecordSetsResponse,
} from "@aws-sdk/client-route-53";
import { type RestXmlOperation, restXmlOperation } from "../rest-xml.ts";
import { afterBatch } from "./change-batch.ts";
import type { ChangeLog } from "./change-log.ts";
import { asHostedZone, type HostedZones } from "./hosted-zones.ts";
import type { KnownParts } from "./known-parts.ts";
import { listRecordSets } from "./list-record-sets.ts";
import { listZonesByName } from "./list-zones-by-name.ts";
import { ROUTE53_NAMESPACE } from "./namespace.ts";
import { pageOf } from "./page.ts";
import { invalidInput } from "./problems.ts";
import { putRecords } from "./zone.ts";

const MOST_ZONES_ON_PAGE = 100;
const LONGEST_COMMENT = 256;

/** What the operations on zones and their records work on. */
export interface ZoneWorld {
  readonly zones: HostedZones;
  readonly changes: ChangeLog;
  readonly known: KnownParts;
}

/** The operations on hosted zones, record sets and changes. */
export function zoneOperations({ zones, changes, known }: ZoneWorld): RestXmlOperation[] {
  const ns = ROUTE53_NAMESPACE;
  return [
    restXmlOperation<CreateHostedZoneRequest, CreateHostedZoneResponse>(
      CreateHostedZone$,
      ns,
      (request) => {
        const zone = zones.create(request);
        return {
          HostedZone: asHostedZone(zone),
          ChangeInfo: changes.submit(),
          DelegationSet: { NameServers: [...zone.nameServers] },
          Location: `https://route53.amazonaws.com/2013-04-01/hostedzone/${zone.id}`,
        };
      },
    ),
    restXmlOperation<ListHostedZonesRequest, ListHostedZonesResponse>(
      ListHostedZones$,
      ns,
      (request) => listHostedZones(zones, request),
    ),
    restXmlOperation<ListHostedZonesByNameRequest, ListHostedZonesByNameResponse>(
      ListHostedZonesByName$,
      ns,
      (request) => listZonesByName(zones.list(), request),
    ),
    restXmlOperation<GetHostedZoneCountRequest, GetHostedZoneCountResponse>(
      GetHostedZoneCount$,
      ns,
      () => ({ HostedZoneCount: zones.list().length }),
    ),
    restXmlOperation<GetHostedZoneRequest, GetHostedZoneResponse>(GetHostedZone$, ns, ({ Id }) => {
      const zone = zones.get(Id);
      return {
        HostedZone: asHostedZone(zone),
        DelegationSet: { NameServers: [...zone.nameServers] },
      };
    }),
    restXmlOperation<DeleteHostedZoneRequest, DeleteHostedZoneResponse>(
      DeleteHostedZone$,
      ns,
      ({ Id }) => {
        zones.delete(Id);
        return { ChangeInfo: changes.submit() };
      },
    ),
    restXmlOperation<ChangeResourceRecordSetsRequest, ChangeResourceRecordSetsResponse>(
      ChangeResourceRecordSets$,
      ns,
      ({ HostedZoneId, ChangeBatch }) => {
        const zone = zones.get(HostedZoneId);
        const comment = ChangeBatch?.Comment;
        if (comment !== undefined && comment.length > LONGEST_COMMENT) {
          throw invalidInput(`Comment must have a length of at most ${LONGEST_COMMENT}`);
        }
        const records = afterBatch(zone, ChangeBatch?.Changes ?? [], known);
        putRecords(zone, records, changes.insyncAtMs());
        return { ChangeInfo: changes.submit(comment) };
      },
    ),
    restXmlOperation<ListResourceRecordSetsRequest, ListResourceRecordSetsResponse>(
      ListResourceRecordSets$,
      ns,
      (request) => listRecordSets(zones.get(request.HostedZoneId), request),
    ),
    restXmlOperation<GetChangeRequest, GetChangeResponse>(GetChange$, ns, ({ Id }) => ({
      ChangeInfo: changes.info((Id ?? "").replace(/^\/change\//, "")),
    })),
  ];
}

function listHostedZones(
  zones: HostedZones,
  { Marker, MaxItems }: ListHostedZonesRequest,
): ListHostedZonesResponse {
  const list = zones.list();
  const start = Marker === undefined ? 0 : list.findIndex((zone) => zone.id === Marker);
  if (start < 0) throw invalidInput(`Invalid request: no hosted zone has the Marker '${Marker}'`);
  const page = pageOf(list, start, MaxItems, MOST_ZONES_ON_PAGE);
  return {
    HostedZones: page.items.map(asHostedZone),
    Marker,
    IsTruncated: page.next !== undefined,
    MaxItems: page.maxItems,
    ...(page.next && { NextMarker: page.next.id }),
  };
}
