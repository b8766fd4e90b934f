import { type InventoryPart, PartSubject } from "../../contract/inventory-part.ts";
import type { PartReading } from "../../contract/inventory-reading.ts";
import { compareText } from "./found-keys.ts";

const ORDER = PartSubject.options;

/** Name of a part, the same in every reading. */
export function partKey({
  account,
  subject,
  scope,
}: Pick<InventoryPart, "account" | "subject" | "scope">): string {
  return `${account} ${subject} ${scope ?? ""}`;
}

/** By account, then from the identity to the statuses, then by Region or zone. */
export function sortedReadings(readings: readonly PartReading[]): PartReading[] {
  return readings.toSorted(
    ({ part: one }, { part: other }) =>
      compareText(one.account, other.account) ||
      ORDER.indexOf(one.subject) - ORDER.indexOf(other.subject) ||
      compareText(one.scope ?? "", other.scope ?? ""),
  );
}
