import type { PartReading } from "../contract/inventory-reading.ts";
import type { ReadPart } from "./part-reader.ts";
import { readHealthStatuses } from "./read/health-statuses.ts";
import { readRecordSets } from "./read/record-sets.ts";

/** Reads the record sets of every hosted zone that was found, each zone a part of its own. */
export async function readZoneRecords(read: ReadPart, zones: PartReading): Promise<PartReading[]> {
  return Promise.all(
    (zones.found.hostedZones ?? []).map(({ spec, recordsTold }) =>
      read(
        { service: "route53", subject: "record-sets", scope: spec.id },
        (reader) => readRecordSets(reader, spec.id),
        recordsTold ?? undefined,
      ),
    ),
  );
}

/** Reads statuses of health checks, those first that record sets depend on. */
export async function readHealth(
  read: ReadPart,
  {
    checks,
    records,
    most,
  }: {
    readonly checks: PartReading;
    readonly records: readonly PartReading[];
    readonly most: number;
  },
): Promise<void> {
  const found = (checks.found.healthChecks ?? []).map(({ spec }) => spec);
  if (found.length === 0) return;
  const used = new Set(
    records.flatMap(({ found: { recordSets = [] } }) =>
      recordSets.flatMap(({ spec }) => spec.healthCheckId ?? []),
    ),
  );
  const inOrder = found.toSorted(
    (one, other) =>
      Number(used.has(other.id)) - Number(used.has(one.id)) || (one.id < other.id ? -1 : 1),
  );
  await read({ service: "route53", subject: "health-statuses", scope: null }, (reader) =>
    readHealthStatuses(reader, inOrder, most),
  );
}
