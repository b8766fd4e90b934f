import type { Change } from "@aws-sdk/client-route-53";
import { applyChanges } from "./apply-changes.ts";
import { overBatchLimits } from "./batch-limits.ts";
import { soundChange } from "./check-change.ts";
import { wrongZone } from "./check-zone.ts";
import type { KnownParts } from "./known-parts.ts";
import { invalidChangeBatch, invalidInput, noSuchHealthCheck } from "./problems.ts";
import { protectedBy } from "./record-protections.ts";
import type { KnownRecordSet } from "./record-set.ts";
import type { Zone } from "./zone.ts";

/**
 * The zone's record sets after a change batch: all of it or nothing. Throws InvalidInput when a
 * change is malformed, NoSuchHealthCheck, and InvalidChangeBatch with every reason that was found.
 */
export function afterBatch(
  zone: Pick<Zone, "id" | "name" | "records" | "protections">,
  changes: readonly Change[],
  known: KnownParts,
): ReadonlyMap<string, KnownRecordSet> {
  if (changes.length === 0) throw invalidInput("Invalid request: Changes must not be empty");
  const sound = changes.map(soundChange);
  const over = overBatchLimits(sound);
  if (over.length > 0) throw invalidChangeBatch(over);
  const barred = sound.flatMap(({ set }) => protectedBy(zone.protections, set) ?? []);
  if (barred.length > 0) throw invalidChangeBatch(barred);
  for (const { action, set } of sound) {
    const id = set.HealthCheckId;
    if (action !== "DELETE" && id !== undefined && !known.hasHealthCheck(id))
      throw noSuchHealthCheck(id);
  }
  const { records, messages } = applyChanges(zone.records, sound);
  const wrong = messages.length > 0 ? messages : wrongZone(zone, records, sound, known);
  if (wrong.length > 0) throw invalidChangeBatch(wrong);
  return records;
}
