import type { InventoryPart, PartSubject } from "../../contract/inventory-part.ts";
import type {
  Found,
  FoundItem,
  FoundKind,
  InventoryReading,
  PartReading,
} from "../../contract/inventory-reading.ts";
import { FOUND_KEYS } from "./found-keys.ts";
import { partKey, sortedReadings } from "./sorted-readings.ts";

/** Parts that become known only when another one of the account was read. */
const PARENTS: Partial<Record<PartSubject, PartSubject>> = {
  zones: "regions",
  subnets: "regions",
  instances: "regions",
  addresses: "regions",
  "load-balancers": "regions",
  "target-health": "load-balancers",
  "record-sets": "hosted-zones",
  "health-statuses": "health-checks",
};

/** Regional parts that hang on a part of the same Region. */
const SAME_SCOPE: readonly PartSubject[] = ["target-health"];

/**
 * Fills what could not be read now with what an earlier reading has left of it, and marks it as stale.
 * What was read now always wins. A part that is complete takes nothing over: what it lacks is gone.
 */
export function carryOver(
  earlier: InventoryReading | null,
  now: InventoryReading,
): InventoryReading {
  if (earlier === null) return now;
  const known = new Map(earlier.readings.map((reading) => [partKey(reading.part), reading]));
  const current = new Map(now.readings.map((reading) => [partKey(reading.part), reading]));
  const accounts = new Set(now.readings.map(({ part }) => part.account));
  const filled = now.readings.map((reading) => {
    const before = known.get(partKey(reading.part));
    return before === undefined || isWhole(reading.part) ? reading : filledFrom(before, reading);
  });
  const unheardOf = earlier.readings.filter(
    ({ part }) =>
      accounts.has(part.account) && !current.has(partKey(part)) && !isGone(part, current),
  );
  const kept = unheardOf.map((before) => notTried(before, now.finishedAtMs));
  return { ...now, readings: sortedReadings([...filled, ...kept]) };
}

function isWhole({ state }: InventoryPart): boolean {
  return state === "complete";
}

/** Whether the part that this one follows from was read whole, and does not name it any more. */
function isGone(part: InventoryPart, current: ReadonlyMap<string, PartReading>): boolean {
  const subject = PARENTS[part.subject];
  if (subject === undefined) return true;
  const scope = SAME_SCOPE.includes(part.subject) ? part.scope : null;
  const parent = current.get(partKey({ account: part.account, subject, scope }));
  if (parent === undefined) {
    return isGone({ ...part, subject, scope }, current);
  }
  return isWhole(parent.part);
}

/** A part of which nothing was asked this time, because what it follows from failed. */
function notTried({ part, found }: PartReading, atMs: number): PartReading {
  const note = "not asked for this time: the list that it follows from could not be read";
  return {
    part: {
      ...part,
      state: "skipped",
      items: 0,
      of: null,
      error: null,
      note,
      readAtMs: atMs,
      stale: staleOf(part, countOf(found)),
    },
    found,
  };
}

function filledFrom(before: PartReading, now: PartReading): PartReading {
  const { found, added } = overlaid(before.found, now.found);
  const stale = staleOf(before.part, added);
  return { part: { ...now.part, stale }, found };
}

/** Of several readings in a row that failed the age is that of the oldest. */
function staleOf(part: InventoryPart, items: number): InventoryPart["stale"] {
  if (items === 0) return null;
  return { items, readAtMs: part.stale?.readAtMs ?? part.readAtMs };
}

/** What was found now, and what was found before and not seen again. */
function overlaid(before: Found, now: Found): { found: Found; added: number } {
  const found: Found = { ...now };
  let added = 0;
  const overlay = <Kind extends FoundKind>(kind: Kind) => {
    const items: readonly FoundItem<Kind>[] = now[kind] ?? [];
    const seen = new Set(items.map(FOUND_KEYS[kind]));
    const old: readonly FoundItem<Kind>[] = before[kind] ?? [];
    const left = old.filter((item) => !seen.has(FOUND_KEYS[kind](item)));
    added += left.length;
    Object.assign(found, { [kind]: [...items, ...left] });
  };
  for (const kind of Object.keys(before) as FoundKind[]) overlay(kind);
  return { found, added };
}

function countOf(found: Found): number {
  return Object.values(found).reduce((sum, items) => sum + (items?.length ?? 0), 0);
}
