import type { Batch } from "../../probe/contract/batch.ts";
import { RETENTION_MS } from "../store/series-buckets.ts";

/** Clocks that are kept by NTP differ by far less; a probe beyond this measures for the wrong minute. */
const FUTURE_ALLOWED_MS = 5 * 60_000;

/** A field that cannot be accepted, and why. */
export type ClockFault = { readonly path: string; readonly message: string };

/** Minutes that are from the future or too old to be kept: the first of each batch, or null. */
export function clockFault(batch: Batch, nowMs: number): ClockFault | null {
  for (const [at, { minuteMs }] of batch.contributions.entries()) {
    const path = `contributions.${at}.minuteMs`;
    const aheadMs = minuteMs - nowMs;
    if (aheadMs > FUTURE_ALLOWED_MS) {
      return { path, message: `is ${seconds(aheadMs)} ahead of the controller's clock` };
    }
    if (-aheadMs > RETENTION_MS) {
      return {
        path,
        message: `is ${seconds(-aheadMs)} old; minutes are kept ${seconds(RETENTION_MS)}`,
      };
    }
  }
  return null;
}

function seconds(durationMs: number): string {
  return `${Math.round(durationMs / 1_000)} s`;
}
