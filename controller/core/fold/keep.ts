import { HOUR_MS } from "./hour.ts";
import { DAY_MS } from "./tier.ts";

/** How long buckets of each length are kept, in milliseconds from their end. */
export type Keep = {
  readonly minutesMs: number;
  readonly fiveMinutesMs: number;
  readonly hoursMs: number;
};

export const DEFAULT_KEEP: Keep = {
  minutesMs: 3 * DAY_MS,
  fiveMinutesMs: 35 * DAY_MS,
  hoursMs: 400 * DAY_MS,
};

/**
 * Minutes, and the numbers of the batches in them, outlive their retention by this. A batch that comes
 * again just before it is too old, as whole hours are counted, still meets the record of its folding,
 * and an hour that is rolled up once more still has all of its minutes.
 */
export const KEEP_MARGIN_MS = 2 * HOUR_MS;

/** Roll-ups need a while; below this, minutes could go before they are rolled up. */
const LEAST_MINUTES_MS = 3 * HOUR_MS;

/** How long buckets are to be kept, since when, and how long they were before. */
export type Retention = { readonly keep: Keep; readonly before: Keep; readonly sinceMs: number };

/**
 * How long buckets of each length are kept at a moment. A longer time brings nothing back, and spares nothing
 * whose end was set already: what is older than the change goes at its old age. So the new time comes to
 * hold little by little, as what is newer than the change grows old.
 */
export function keepAt({ keep, before, sinceMs }: Retention, nowMs: number): Keep {
  const at = (field: keyof Keep) => Math.min(keep[field], Math.max(before[field], nowMs - sinceMs));
  return {
    minutesMs: at("minutesMs"),
    fiveMinutesMs: at("fiveMinutesMs"),
    hoursMs: at("hoursMs"),
  };
}

/** What holds from `nowMs` on, where `keep` is wanted; `known` held until now, null for a new store. */
export function nextRetention(known: Retention | null, keep: Keep, nowMs: number): Retention {
  if (known === null) return { keep, before: keep, sinceMs: nowMs };
  const fields = ["minutesMs", "fiveMinutesMs", "hoursMs"] as const;
  const isSame = fields.every((field) => known.keep[field] === keep[field]);
  return isSame ? known : { keep, before: keepAt(known, nowMs), sinceMs: nowMs };
}

/** The field that cannot be as it is, and why; null where all is well. */
export function keepFault(
  keep: Keep,
): { readonly field: keyof Keep; readonly message: string } | null {
  const fields = ["minutesMs", "fiveMinutesMs", "hoursMs"] as const;
  const unsafe = fields.find((field) => !Number.isSafeInteger(keep[field]));
  if (unsafe !== undefined) return { field: unsafe, message: "is no whole number of milliseconds" };
  if (keep.minutesMs < LEAST_MINUTES_MS)
    return { field: "minutesMs", message: `is less than three hours, ${LEAST_MINUTES_MS}` };
  if (keep.fiveMinutesMs < keep.minutesMs)
    return { field: "fiveMinutesMs", message: "is less than minutesMs" };
  if (keep.hoursMs < keep.fiveMinutesMs)
    return { field: "hoursMs", message: "is less than fiveMinutesMs" };
  return null;
}
