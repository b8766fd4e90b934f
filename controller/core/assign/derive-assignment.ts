import type { ArmedRun } from "../../../probe/contract/armed-run.ts";
import type { Assignment } from "../../../probe/contract/assignment.ts";
import { WIRE_VERSION } from "../../../probe/contract/version.ts";
import type { Estate } from "../../contract/estate.ts";
import { BATCH_INTERVAL_MS } from "./batch-interval.ts";
import { planRounds } from "./plan-rounds.ts";

/**
 * What the probe of a vantage has to measure; null for a vantage that the estate does not name.
 *
 * @param hash digest of a text in at most 64 characters; equal content gets an equal version.
 * @param runs failover tests that this vantage is to watch
 */
export function deriveAssignment(
  estate: Estate,
  vantageId: string,
  hash: (text: string) => string,
  runs: readonly ArmedRun[] = [],
): Assignment | null {
  const vantage = estate.vantages.find((each) => each.id === vantageId);
  if (vantage === undefined) return null;
  const content = {
    wireVersion: WIRE_VERSION,
    vantage: vantage.id,
    batchIntervalMs: BATCH_INTERVAL_MS,
    rounds: estate.services.flatMap((service) => planRounds(service, vantage)),
  } as const;
  // Without a run the version is what it was before runs were known.
  const named = runs.length === 0 ? content : { ...content, runs };
  return { ...content, runs: [...runs], version: hash(JSON.stringify(named)) };
}
