import { KEYS } from "../keys.ts";
import type { Section } from "./backup-format.ts";

/** Every key of Isochrone's outside of the queues. */
export const STORE_PATTERN = "iso:*";
/** Every key of Isochrone's; what stands in braces decides the slot of a queue. */
export const OWN_PATTERNS: readonly string[] = [STORE_PATTERN, "{iso}:*", "{iso:*}:*"];

/** Set while a restore is under way. */
export const RESTORE_MARK = "iso:restoring";

/** What lives for this run of the system only. Whatever else is stored belongs in a backup. */
const LEFT_OUT: readonly string[] = [
  KEYS.session(""),
  KEYS.loginToken(""),
  "iso:queue-shards",
  KEYS.schemaLock,
  KEYS.pulse,
  KEYS.inventoryProgress,
  KEYS.inventoryReader,
  KEYS.pricesReader,
  KEYS.webhooks,
  "iso:fence:",
  RESTORE_MARK,
];

/** The same for people. */
export const LEFT_OUT_WORDS: readonly string[] = ["sessions", "login links", "queues"];

export function belongsInBackup(key: string): boolean {
  return !LEFT_OUT.some((prefix) => key.startsWith(prefix));
}

export function sectionOf(key: string): Section {
  if (key.startsWith("iso:rec")) return "recommendations";
  const isConfiguration = /^iso:(estate|settings|schema|access)\b/.test(key);
  return isConfiguration ? "configuration" : "evidence";
}

/**
 * What stands in braces, which decides the slot of a key (Redis Cluster specification, "Hash tags"); null
 * for a key that is in no group. Scripts write keys of one group together, and only those.
 */
export function groupOf(key: string): string | null {
  const from = key.indexOf("{");
  const to = key.indexOf("}", from);
  return from < 0 || to <= from + 1 ? null : key.slice(from + 1, to);
}

/**
 * Registers that are written before or after what they list, without a common script. Read once more at
 * the very end, in this order, they list everything that was read, and the counter has given out every
 * number.
 */
export const READ_LAST: readonly string[] = [
  "iso:vantages",
  KEYS.recommendationIndex,
  KEYS.recommendationCounter,
];

/** Whether a key is such a register; there is an index of series for each of many. */
export function isReadLast(key: string): boolean {
  return key.startsWith("iso:series:") || READ_LAST.includes(key);
}

/** Sorts keys that are read last: series, vantages, then what recommendations need. */
export function inReadingOrder(keys: Iterable<string>): string[] {
  return [...keys].sort((a, b) => READ_LAST.indexOf(a) - READ_LAST.indexOf(b));
}
