import { MINUTE_MS } from "../../../probe/contract/minute.ts";
import { HOUR_MS } from "./hour.ts";

/** Batches that were closed at the end of an hour arrive within this. */
const GRACE_MS = 90_000;
/** The first roll-ups of an hour are spread over this long, vantage by vantage. */
const SPREAD_MS = 10 * MINUTE_MS;

/** No hour is rolled up before it began this long ago. */
export const ROLL_UP_AFTER_MS = HOUR_MS + GRACE_MS;

/** An hour that has something new, and the number under which it was marked. */
export type DueHour = { readonly hourMs: number; readonly number: string };

/**
 * The hours of a vantage whose time has come, oldest first.
 *
 * @param marks what is kept of the vantage: start of an hour → number; other names are left out
 */
export function rollUpDue(
  vantage: string,
  marks: Readonly<Record<string, string>>,
  nowMs: number,
): DueHour[] {
  const waitMs = ROLL_UP_AFTER_MS + (hashOf(vantage) % SPREAD_MS);
  return Object.entries(marks)
    .map(([name, number]) => ({ hourMs: Number(name), number }))
    .filter(({ hourMs }) => Number.isInteger(hourMs) && hourMs + waitMs <= nowMs)
    .sort((a, b) => a.hourMs - b.hourMs);
}

/** FNV-1a, 32 bits (draft-eastlake-fnv): the same number for a name in every process. */
export function hashOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at += 1) {
    hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  }
  return hash >>> 0;
}
