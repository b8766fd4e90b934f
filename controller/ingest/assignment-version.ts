import type { ArmedRun } from "../../probe/contract/armed-run.ts";
import { hashSecret } from "../access/secrets.ts";
import type { Estate } from "../contract/estate.ts";
import { deriveAssignment } from "../core/assign/derive-assignment.ts";

/** By estate, which is one object as long as nobody declares another: versions are worked out once. */
const versions = new WeakMap<Estate, Map<string, string | null>>();

/**
 * Version of what a vantage has to measure; null for one that the estate does not name.
 *
 * @param runs failover tests that it is to watch: there are few, and not for long
 */
export function assignmentVersion(
  estate: Estate,
  vantage: string,
  runs: readonly ArmedRun[],
): string | null {
  if (runs.length > 0) {
    return deriveAssignment(estate, vantage, hashSecret, runs)?.version ?? null;
  }
  const known = versions.get(estate) ?? new Map<string, string | null>();
  versions.set(estate, known);
  let version = known.get(vantage);
  if (version === undefined) {
    version = deriveAssignment(estate, vantage, hashSecret)?.version ?? null;
    known.set(vantage, version);
  }
  return version;
}
