import type { Batch } from "../../probe/contract/batch.ts";

/** Clocks that are kept by NTP differ by far less; a probe beyond this measures for the wrong minute. */
const FUTURE_ALLOWED_MS = 5 * 60_000;

/** A field that cannot be accepted, and why. */
export type ClockFault = { readonly path: string; readonly message: string };

/**
 * Minutes that are from the future or too old to be kept: the first of each batch, or null.
 *
 * @param keepMs how long minutes are kept
 */
export function clockFault(batch: Batch, nowMs: number, keepMs: number): ClockFault | null {
  for (const [at, { minuteMs }] of batch.contributions.entries()) {
    const path = `contributions.${at}.minuteMs`;
    const aheadMs = minuteMs - nowMs;
    if (aheadMs > FUTURE_ALLOWED_MS) {
      return { path, message: `is ${seconds(aheadMs)} ahead of the controller's clock` };
    }
    if (-aheadMs > keepMs) {
      return {
        path,
        message: `is ${seconds(-aheadMs)} old; minutes are kept ${seconds(keepMs)}`,
      };
    }
  }
  return null;
}

function seconds(durationMs: number): string {
  return `${Math.round(durationMs / 1_000)} s`;
}
