import type { Batch } from "../../probe/contract/batch.ts";
import { trustedOffsetMs } from "../core/ingest/correct-clock.ts";

/** Clocks that are kept by NTP differ by far less; a probe beyond this measures for the wrong minute. */
const FUTURE_ALLOWED_MS = 5 * 60_000;

/** A field that cannot be accepted, and why. */
export type ClockFault = { readonly path: string; readonly message: string };

/**
 * Minutes that are from the future or too old to be kept: the first of each batch, or null. The message tells
 * it where the times were corrected before, so that nobody looks for this minute in what the probe sent.
 *
 * @param batch after its times were corrected
 * @param keepMs how long minutes are kept
 */
export function clockFault(batch: Batch, nowMs: number, keepMs: number): ClockFault | null {
  const corrected = correctionOf(batch);
  for (const [at, { minuteMs }] of batch.contributions.entries()) {
    const path = `contributions.${at}.minuteMs`;
    const aheadMs = minuteMs - nowMs;
    if (aheadMs > FUTURE_ALLOWED_MS) {
      return {
        path,
        message: `is ${seconds(aheadMs)} ahead of the controller's clock${corrected}`,
      };
    }
    if (-aheadMs > keepMs) {
      return {
        path,
        message: `is ${seconds(-aheadMs)} old; minutes are kept ${seconds(keepMs)}${corrected}`,
      };
    }
  }
  return null;
}

function correctionOf(batch: Batch): string {
  const offsetMs = trustedOffsetMs(batch);
  if (offsetMs === 0) return "";
  const way = offsetMs > 0 ? "forward" : "back";
  return ` (moved ${way} by ${seconds(Math.abs(offsetMs))}, the clock offset that the probe reports)`;
}

function seconds(durationMs: number): string {
  return `${Math.round(durationMs / 1_000)} s`;
}
