import type { Assignment } from "../../../probe/contract/assignment.ts";
import { WIRE_VERSION } from "../../../probe/contract/version.ts";
import type { Estate } from "../../contract/estate.ts";
import { BATCH_INTERVAL_MS } from "./batch-interval.ts";
import { planRounds } from "./plan-rounds.ts";

/**
 * What the probe of a vantage has to measure; null for a vantage that the estate does not name.
 *
 * @param hash digest of a text in at most 64 characters; equal content gets an equal version.
 */
export function deriveAssignment(
  estate: Estate,
  vantageId: string,
  hash: (text: string) => string,
): Assignment | null {
  const vantage = estate.vantages.find((each) => each.id === vantageId);
  if (vantage === undefined) return null;
  const content = {
    wireVersion: WIRE_VERSION,
    vantage: vantage.id,
    batchIntervalMs: BATCH_INTERVAL_MS,
    rounds: estate.services.flatMap((service) => planRounds(service, vantage)),
  } as const;
  return { ...content, version: hash(JSON.stringify(content)) };
}
