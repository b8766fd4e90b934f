import type { PriceReading } from "../../../contract/price-reading.ts";

/** A schedule's job comes a little earlier or later than the one before. */
const SLACK_MS = 60_000;

/** Whether prices are to be read: never read, some part failed, or the last reading is too old. */
export function isDue(
  reading: PriceReading | null,
  refreshEveryMs: number,
  nowMs: number,
): boolean {
  if (reading === null || reading.parts.some(({ state }) => state === "failed")) return true;
  return nowMs - reading.startedAtMs >= refreshEveryMs - SLACK_MS;
}
