import { MINUTE_MS } from "../../../probe/contract/minute.ts";
import { HOUR_MS } from "./hour.ts";

export const FIVE_MINUTES_MS = 5 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** The lengths of bucket that are kept. */
export type Tier = "minute" | "fiveMinutes" | "hour";

/** `cellMs` is the length of a bucket, `spanMs` the time that is stored under one key. */
export const TIERS: Record<Tier, { readonly cellMs: number; readonly spanMs: number }> = {
  minute: { cellMs: MINUTE_MS, spanMs: HOUR_MS },
  fiveMinutes: { cellMs: FIVE_MINUTES_MS, spanMs: DAY_MS },
  hour: { cellMs: HOUR_MS, spanMs: DAY_MS },
};

/** The multiple of a length at or before a time, in epoch milliseconds. */
export function floorTo(atMs: number, lengthMs: number): number {
  return Math.floor(atMs / lengthMs) * lengthMs;
}

/** The multiple of a length at or after a time, in epoch milliseconds. */
export function ceilTo(atMs: number, lengthMs: number): number {
  return Math.ceil(atMs / lengthMs) * lengthMs;
}
