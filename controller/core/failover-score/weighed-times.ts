import type { LaneResult, TimeFigure } from "../../contract/failover/failover-result.ts";
import type { FailureMode } from "../../contract/failover/failure-mode.ts";

/** A lane and the share of the users of its way in that it stands for. */
export type WeighedLane = { readonly lane: LaneResult; readonly share: number };

/** A time and the share of users that had it. */
type WeighedTime = TimeFigure & { readonly share: number };

const AT_ONCE: TimeFigure = { lowerMs: 0, upperMs: 0 };
const ANYTHING: TimeFigure = { lowerMs: 0, upperMs: null };
/** Sums of shares are not exact. */
export const SLACK = 1e-9;

/**
 * Until when users were without stable service. Users that no lane stands for are as unknown as those of
 * a silent one, so the shares add up to 1.
 */
export function weighedTimes(lanes: readonly WeighedLane[], mode: FailureMode): WeighedTime[] {
  const times = lanes
    .filter(({ share }) => share > 0)
    .map(({ lane, share }) => ({ ...timeOfLane(lane, mode), share }));
  const told = times.reduce((sum, { share }) => sum + share, 0);
  return told < 1 - SLACK ? [...times, { ...ANYTHING, share: 1 - told }] : times;
}

/** By when a share of the users had stable service. */
export function timeQuantile(times: readonly WeighedTime[], p: number): TimeFigure {
  return {
    lowerMs:
      quantileOf(
        times.map(({ lowerMs, share }) => [lowerMs, share]),
        p,
      ) ?? 0,
    upperMs: quantileOf(
      times.map(({ upperMs, share }) => [upperMs, share]),
      p,
    ),
  };
}

function timeOfLane(lane: LaneResult, mode: FailureMode): TimeFigure {
  if (lane.stable !== null) return lane.stable;
  if (lane.outcome === "unknown") return ANYTHING;
  const isHarmless = mode === "health_only" || mode === "planned_move";
  return (isHarmless ? lane.steer : null) ?? AT_ONCE;
}

/** Smallest value that so much of the weight does not lie above; null is later than anything. */
function quantileOf(values: readonly (readonly [number | null, number])[], p: number) {
  const late = (value: number | null) => value ?? Number.POSITIVE_INFINITY;
  const sorted = [...values].sort(([one], [other]) => (late(one) < late(other) ? -1 : 1));
  let below = 0;
  for (const [value, share] of sorted) {
    below += share;
    if (below >= p - SLACK) return value;
  }
  return null;
}
