import {
  CreateResourceRecordSetProtections$,
  type CreateResourceRecordSetProtectionsRequest,
  type CreateResourceRecordSetProtectionsResponse,
  DeleteResourceRecordSetProtections$,
  type DeleteResourceRecordSetProtectionsRequest,
  type DeleteResourceRecordSetProtectionsResponse,
  InvalidPaginationToken$,
  ListResourceRecordSetProtections$,
  type ListResourceRecordSetProtectionsRequest,
  type ListResourceRecordSetProtectionsResponse,
  type RRType,
} from "@aws-sdk/client-route-53";
import { modelledProblem } from "../modelled-problem.ts";
import { type RestXmlOperation, restXmlOperation } from "../rest-xml.ts";
import { canonicalName } from "./domain-name.ts";
import type { HostedZones } from "./hosted-zones.ts";
import { ROUTE53_NAMESPACE } from "./namespace.ts";
import { invalidInput } from "./problems.ts";
import {
  type Protection,
  protectionKey,
  withoutProtections,
  withProtections,
} from "./record-protections.ts";
import { compareIds } from "./record-set.ts";
import { tokenPage } from "./token-page.ts";
import type { Zone } from "./zone.ts";

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListResourceRecordSetProtections.html */
const MOST_ON_PAGE = 300;

/** The operations on protections of record sets; they hold at once. */
export function protectionOperations(zones: HostedZones): RestXmlOperation[] {
  const ns = ROUTE53_NAMESPACE;
  return [
    restXmlOperation<
      CreateResourceRecordSetProtectionsRequest,
      CreateResourceRecordSetProtectionsResponse
    >(CreateResourceRecordSetProtections$, ns, ({ HostedZoneId, Protections = [] }) => {
      const zone = zones.get(HostedZoneId);
      zone.protections = withProtections(zone.protections, zone.name, Protections);
      return {};
    }),
    restXmlOperation<
      DeleteResourceRecordSetProtectionsRequest,
      DeleteResourceRecordSetProtectionsResponse
    >(DeleteResourceRecordSetProtections$, ns, ({ HostedZoneId, Protections = [] }) => {
      const zone = zones.get(HostedZoneId);
      zone.protections = withoutProtections(zone.protections, zone.name, Protections);
      return {};
    }),
    restXmlOperation<
      ListResourceRecordSetProtectionsRequest,
      ListResourceRecordSetProtectionsResponse
    >(ListResourceRecordSetProtections$, ns, (request) =>
      listProtections(zones.get(request.HostedZoneId), request),
    ),
  ];
}

function listProtections(
  zone: Zone,
  request: ListResourceRecordSetProtectionsRequest,
): ListResourceRecordSetProtectionsResponse {
  const sorted = [...zone.protections.values()].sort((a, b) => compareIds(idOf(a), idOf(b)));
  const from = request.NextToken === undefined ? startOf(request) : undefined;
  const list =
    from === undefined ? sorted : sorted.filter((each) => compareIds(idOf(each), from) >= 0);
  const keyOf = ({ name, type }: Protection) => protectionKey(name, type);
  const page = tokenPage(list, keyOf, request, MOST_ON_PAGE, (token) =>
    modelledProblem(InvalidPaginationToken$, `The NextToken '${token}' leads to nothing.`),
  );
  const protections = page.items.map(({ name, type, comment }) => ({
    RecordName: name,
    RecordType: type as RRType,
    ...(comment === undefined ? {} : { Comment: comment }),
  }));
  return { ResourceRecordSetProtections: protections, ...page.token };
}

function idOf({ name, type }: Pick<Protection, "name" | "type">) {
  return { name, type, setIdentifier: "" };
}

function startOf({ StartRecordName, StartRecordType }: ListResourceRecordSetProtectionsRequest) {
  if (StartRecordName === undefined) {
    if (StartRecordType === undefined) return undefined;
    throw invalidInput("Invalid request: StartRecordType needs StartRecordName");
  }
  const name = canonicalName(StartRecordName);
  if (name === undefined) {
    throw invalidInput(`Invalid request: '${StartRecordName}' is not a domain name`);
  }
  return { name, type: StartRecordType ?? "", setIdentifier: "" };
}
