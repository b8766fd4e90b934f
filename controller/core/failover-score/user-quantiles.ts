import type { UserQuantiles } from "../../contract/failover/failover-result.ts";
import type { FailureMode } from "../../contract/failover/failure-mode.ts";
import { SLACK, timeQuantile, type WeighedLane, weighedTimes } from "./weighed-times.ts";

/**
 * What users of one way in got.
 *
 * @param lanes of that way in; their shares add up to 1 at most
 * @param rtoMs recovery time, milliseconds
 */
export function userQuantiles(
  entry: UserQuantiles["entry"],
  lanes: readonly WeighedLane[],
  mode: FailureMode,
  rtoMs: number,
): UserQuantiles {
  const weighed = lanes.filter(({ share }) => share > 0);
  const times = weighedTimes(weighed, mode);
  const known = weighed.filter(({ lane }) => lane.outcome !== "unknown");
  return {
    entry,
    coverageRatio: clamped(sumOf(known)),
    p50: timeQuantile(times, 0.5),
    p95: timeQuantile(times, 0.95),
    p99: timeQuantile(times, 0.99),
    affectedRatio: clamped(sumOf(weighed.filter(({ lane }) => lane.impact !== null))),
    withinRtoRatio: [
      clamped(sumOf(times.filter(({ upperMs }) => upperMs !== null && upperMs <= rtoMs))),
      clamped(sumOf(times.filter(({ lowerMs }) => lowerMs <= rtoMs))),
    ],
    failedRatio: failedRatio(weighed),
  };
}

/** Lanes send at the same pace, so the share of a lane's probes is that of its users' requests. */
function failedRatio(weighed: readonly WeighedLane[]): number | null {
  const sending = weighed.filter(({ lane }) => lane.sent > 0);
  const all = sumOf(sending);
  if (all === 0) return null;
  const failed = sending.reduce(
    (sum, { lane, share }) => sum + (share * lane.failed) / lane.sent,
    0,
  );
  return clamped(failed / all);
}

function sumOf(shares: readonly { readonly share: number }[]): number {
  return shares.reduce((sum, { share }) => sum + share, 0);
}

function clamped(ratio: number): number {
  return Math.min(1, Math.max(0, ratio > 1 - SLACK ? 1 : ratio));
}
