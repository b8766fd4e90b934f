import type { DriftAnswer, DriftQuery } from "../contract/drift.ts";
import { narrowed } from "../core/drift/compose-report.ts";
import type { DriftRecord } from "../store/drift-record.ts";

/** The reports of some services as they were checked last, in the order of the services. */
export async function loadDrift(
  record: Pick<DriftRecord, "read">,
  services: readonly string[],
  { against, sense }: DriftQuery,
): Promise<DriftAnswer> {
  const kept = await Promise.all(
    services.map(async (service) => ({ service, kept: await record.read(service, against) })),
  );
  return {
    reports: kept.flatMap((each) => {
      if (each.kept === null) return [];
      const { report } = each.kept;
      return [sense === undefined ? report : narrowed(report, sense)];
    }),
    notChecked: kept.filter((each) => each.kept === null).map(({ service }) => service),
  };
}
