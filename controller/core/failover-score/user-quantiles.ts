import type {
  LaneResult,
  TimeFigure,
  UserQuantiles,
} from "../../contract/failover/failover-result.ts";
import type { FailureMode } from "../../contract/failover/failure-mode.ts";

/** A lane and the share of the users of its way in that it stands for. */
export type WeighedLane = { readonly lane: LaneResult; readonly share: number };

const AT_ONCE: TimeFigure = { lowerMs: 0, upperMs: 0 };
const ANYTHING: TimeFigure = { lowerMs: 0, upperMs: null };
/** Sums of shares are not exact. */
const SLACK = 1e-9;

/** Until when users of a lane were without stable service, by what failed. */
export function timeOfLane(lane: LaneResult, mode: FailureMode): TimeFigure {
  if (lane.stable !== null) return lane.stable;
  if (lane.outcome === "unknown") return ANYTHING;
  const isHarmless = mode === "health_only" || mode === "planned_move";
  return (isHarmless ? lane.steer : null) ?? AT_ONCE;
}

/**
 * What users of one way in got. Users that no lane stands for are as unknown as a silent lane.
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
  const times = weighed.map(({ lane, share }) => ({ ...timeOfLane(lane, mode), share }));
  const told = sumOf(times);
  if (told < 1 - SLACK) times.push({ ...ANYTHING, share: 1 - told });
  const quantile = (p: number): TimeFigure => ({
    lowerMs:
      quantileOf(
        times.map(({ lowerMs, share }) => [lowerMs, share]),
        p,
      ) ?? 0,
    upperMs: quantileOf(
      times.map(({ upperMs, share }) => [upperMs, share]),
      p,
    ),
  });
  const known = weighed.filter(({ lane }) => lane.outcome !== "unknown");
  return {
    entry,
    coverageRatio: clamped(sumOf(known)),
    p50: quantile(0.5),
    p95: quantile(0.95),
    p99: quantile(0.99),
    affectedRatio: clamped(sumOf(weighed.filter(({ lane }) => lane.impact !== null))),
    withinRtoRatio: [
      clamped(sumOf(times.filter(({ upperMs }) => upperMs !== null && upperMs <= rtoMs))),
      clamped(sumOf(times.filter(({ lowerMs }) => lowerMs <= rtoMs))),
    ],
    failedRatio: failedRatio(weighed),
  };
}

/** Smallest value that so much of the weight does not lie above; null is later than anything. */
function quantileOf(values: readonly (readonly [number | null, number])[], p: number) {
  const sorted = [...values].sort(
    ([one], [other]) =>
      (one ?? Number.POSITIVE_INFINITY) - (other ?? Number.POSITIVE_INFINITY) || 0,
  );
  let below = 0;
  for (const [value, share] of sorted) {
    below += share;
    if (below >= p - SLACK) return value;
  }
  return null;
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
