import type { CidrCollectionSpec } from "../../contract/aws/cidr-collection-spec.ts";
import type { RecordSet } from "../../contract/aws/record-set.ts";
import type { Asker, NoAnswer, NotKnown } from "./asker.ts";
import type { LatencyTable } from "./latency-table.ts";
import { certainly, type Spread } from "./spread.ts";

/** What a choice among the record sets of one name and type depends on. */
export interface Choosing {
  readonly asker: Asker;
  readonly isHealthy: (set: RecordSet) => boolean;
  readonly latency: LatencyTable;
  readonly collection: (id: string) => CidrCollectionSpec | undefined;
}

/** Record sets that may be answered with, each with its probability. */
export type Choice = Spread<RecordSet | NoAnswer | NotKnown>;

/** The healthy ones; all of them where none is, because then Route 53 takes all for healthy. */
export function healthyOrAll(
  records: readonly RecordSet[],
  isHealthy: Choosing["isHealthy"],
): readonly RecordSet[] {
  const healthy = records.filter(isHealthy);
  return healthy.length > 0 ? healthy : records;
}

/** The healthy record with the least of a measure; not known while that of any is not. */
export function nearest(
  records: readonly RecordSet[],
  { isHealthy }: Choosing,
  measure: (set: RecordSet) => number | undefined,
): Choice {
  const usable = healthyOrAll(records, isHealthy);
  const [only] = usable;
  if (only !== undefined && usable.length === 1) return certainly(only);
  let best: { set: RecordSet; far: number } | undefined;
  for (const set of usable) {
    const far = measure(set);
    if (far === undefined) {
      const reason = `it is not known how far they are from ${set.setIdentifier ?? set.name}`;
      return certainly({ kind: "unknown", reason });
    }
    if (best === undefined || far < best.far) best = { set, far };
  }
  return certainly(best?.set ?? { kind: "none", reason: "there is no record" });
}
