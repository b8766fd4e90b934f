import type { PriceReading } from "../../../contract/price-reading.ts";

/** A schedule's job comes a little earlier or later than the one before. */
const SLACK_MS = 60_000;

/**
 * Whether prices are to be read: never read, the last reading is too old, or something came between it
 * and a part. What AWS does not list will be no more listed an hour later.
 */
export function isDue(
  reading: PriceReading | null,
  refreshEveryMs: number,
  nowMs: number,
): boolean {
  if (reading === null || reading.parts.some(isInterrupted)) return true;
  return nowMs - reading.startedAtMs >= refreshEveryMs - SLACK_MS;
}

function isInterrupted({ error }: PriceReading["parts"][number]): boolean {
  return error !== null && error.kind !== "other";
}
