import type { ResourceRecordSet } from "@aws-sdk/client-route-53";
import { reversedLabels } from "./domain-name.ts";

/** A record set whose name and type are there, and whose name is canonical. */
export type KnownRecordSet = ResourceRecordSet & { readonly Name: string; readonly Type: string };

/** What tells record sets of a zone apart. */
export interface RecordSetId {
  readonly name: string;
  readonly type: string;
  readonly setIdentifier: string;
}

export function idOf(set: KnownRecordSet): RecordSetId {
  return { name: set.Name, type: set.Type, setIdentifier: set.SetIdentifier ?? "" };
}

export function keyOf(set: KnownRecordSet): string {
  return JSON.stringify([set.Name, set.Type, set.SetIdentifier ?? ""]);
}

/** Name from the right, then type, then set identifier: the order in which a zone is listed. */
export function compareIds(a: RecordSetId, b: RecordSetId): number {
  return (
    compareText(reversedLabels(a.name), reversedLabels(b.name)) ||
    compareText(a.type, b.type) ||
    compareText(a.setIdentifier, b.setIdentifier)
  );
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** As the service's messages name a record set. */
export function described(set: KnownRecordSet): string {
  const identifier =
    set.SetIdentifier === undefined ? "" : `, set-identifier='${set.SetIdentifier}'`;
  return `resource record set [name='${set.Name}', type='${set.Type}'${identifier}]`;
}

/** A record set with its parts in one order, so that two with equal values are equal texts. */
export function comparable(set: KnownRecordSet): string {
  const values = (set.ResourceRecords ?? []).map((record) => record.Value ?? "").sort();
  return JSON.stringify(sortKeys({ ...set, ResourceRecords: values }));
}

function sortKeys(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  entries.sort(([a], [b]) => compareText(a, b));
  return Object.fromEntries(entries.map(([key, each]) => [key, sortKeys(each)]));
}
