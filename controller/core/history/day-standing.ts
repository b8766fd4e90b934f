import { HOUR_MS } from "../fold/hour.ts";
import { KEEP_MARGIN_MS } from "../fold/keep.ts";
import { DAY_MS } from "../fold/tier.ts";

/** Most batches come within seconds. */
const SOONEST_MS = 900_000;

/**
 * Whether a day that was read before has to be read again. Probes hand over late what they kept while no
 * controller was there, less and less of it as time passes: so a day is looked at again when twice the time
 * since its end has passed, and never after batches of it are refused.
 *
 * @param minutesMs how long minutes are kept, which is how late a batch may be
 */
export function isDayStale(
  { day, readAtMs }: { readonly day: number; readonly readAtMs: number },
  nowMs: number,
  minutesMs: number,
): boolean {
  const endMs = (day + 1) * DAY_MS;
  if (readAtMs >= endMs + minutesMs + KEEP_MARGIN_MS + HOUR_MS) return false;
  return nowMs - endMs >= 2 * Math.max(SOONEST_MS, readAtMs - endMs);
}
