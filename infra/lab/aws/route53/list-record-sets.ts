import type {
  ListResourceRecordSetsRequest,
  ListResourceRecordSetsResponse,
} from "@aws-sdk/client-route-53";
import { canonicalName } from "./domain-name.ts";
import { pageOf } from "./page.ts";
import { invalidInput } from "./problems.ts";
import { compareIds, idOf, type RecordSetId } from "./record-set.ts";
import type { Zone } from "./zone.ts";

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListResourceRecordSets.html */
const MOST_ON_PAGE = 300;

/** A page of a zone, from the named record set on or, where it is missing, from the next one. */
export function listRecordSets(
  zone: Zone,
  request: ListResourceRecordSetsRequest,
): ListResourceRecordSetsResponse {
  const from = startOf(request);
  const sorted = [...zone.records.values()].sort((a, b) => compareIds(idOf(a), idOf(b)));
  const found = from && sorted.findIndex((set) => compareIds(idOf(set), from) >= 0);
  const start = found === -1 ? sorted.length : (found ?? 0);
  const page = pageOf(sorted, start, request.MaxItems, MOST_ON_PAGE);
  const { next } = page;
  return {
    ResourceRecordSets: page.items,
    IsTruncated: next !== undefined,
    MaxItems: page.maxItems,
    ...(next && { NextRecordName: next.Name, NextRecordType: next.Type }),
    ...(next?.SetIdentifier && { NextRecordIdentifier: next.SetIdentifier }),
  };
}

function startOf(request: ListResourceRecordSetsRequest): RecordSetId | undefined {
  const { StartRecordName, StartRecordType, StartRecordIdentifier } = request;
  if (StartRecordType !== undefined && StartRecordName === undefined) {
    throw invalidInput("Invalid request: StartRecordType needs StartRecordName");
  }
  if (StartRecordIdentifier !== undefined && StartRecordType === undefined) {
    throw invalidInput("Invalid request: StartRecordIdentifier needs StartRecordType");
  }
  if (StartRecordName === undefined) return undefined;
  const name = canonicalName(StartRecordName);
  if (name === undefined) {
    throw invalidInput(`Invalid request: '${StartRecordName}' is not a domain name`);
  }
  return { name, type: StartRecordType ?? "", setIdentifier: StartRecordIdentifier ?? "" };
}
