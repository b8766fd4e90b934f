import type { LaneResult } from "../../contract/failover/failover-result.ts";
import type { LaneStretch, MomentInterval } from "../../contract/failover/failover-timeline.ts";
import { since } from "./moment.ts";
import type { ObservedLane } from "./observed-lane.ts";

/** Back when so much of what was served from then on was served by the endpoint again. */
const BACK_RATIO = 0.95;
/** Fewer answers than that say nothing of a share. */
const LEAST_ANSWERS = 20;

/**
 * How a lane came back to the endpoint after it worked again. The time is null where the lane had not
 * been steered away, no upper end where it did not come back while it was watched.
 */
export function failbackOf(
  { after, during, clockErrorUs }: ObservedLane,
  restored: MomentInterval | null,
  failed: string,
): LaneResult["failback"] {
  if (restored === null) return null;
  const failures = after.filter(({ state }) => state === "error" || state === "timeout");
  const failedCount = failures.reduce((sum, { count }) => sum + count, 0);
  const servedLast = during.findLast(({ servedBy }) => servedBy !== null)?.servedBy;
  if (servedLast === undefined || servedLast === failed) return { time: null, failed: failedCount };
  const at = after.findIndex((_stretch, index) => isBackFrom(after.slice(index), failed));
  const first = after[at];
  const lastUs = after[at < 0 ? after.length - 1 : at - 1]?.lastSentUs ?? restored.afterUs;
  const byUs = first === undefined ? null : first.firstDoneUs + clockErrorUs;
  return { time: since(restored, { afterUs: lastUs - clockErrorUs, byUs }), failed: failedCount };
}

function isBackFrom(stretches: readonly LaneStretch[], failed: string): boolean {
  if (stretches[0]?.servedBy !== failed) return false;
  const served = stretches.filter(({ servedBy }) => servedBy !== null);
  const all = served.reduce((sum, { count }) => sum + count, 0);
  const own = served.reduce((sum, each) => sum + (each.servedBy === failed ? each.count : 0), 0);
  return all >= LEAST_ANSWERS && own >= BACK_RATIO * all;
}
