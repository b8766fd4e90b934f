import type {
  FailoverResult,
  LaneResult,
} from "../../controller/contract/failover/failover-result.ts";

/** A lane that recovered between two times, milliseconds. */
export function laneResult(
  change: Partial<LaneResult> & Pick<LaneResult, "vantage">,
  time: readonly [number, number | null] | null = [60_000, 62_000],
): LaneResult {
  const figure = time === null ? null : { lowerMs: time[0], upperMs: time[1] };
  const outcome =
    figure === null ? "unaffected" : figure.upperMs === null ? "not_recovered" : "recovered";
  return {
    entry: "dns",
    class: "fresh",
    outcome,
    resolutionMs: 2_000,
    impact: figure === null ? null : { lowerMs: 0, upperMs: 2_000 },
    detect: null,
    steer: figure,
    firstSuccess: figure,
    stable: figure,
    outage: figure,
    phases: { detect: null, propagate: null, reconnect: null, detectAndPropagate: figure },
    sent: 600,
    failed: 60,
    failedAfterStable: 0,
    flaps: 0,
    misRoutes: 0,
    failback: null,
    ...change,
  };
}

/** A result by dns with half of the users stable between two times, and a share within for certain. */
export function resultOf(
  p50: readonly [number, number | null],
  withinRatio = 1,
  change: Partial<FailoverResult> = {},
): FailoverResult {
  const figure = { lowerMs: p50[0], upperMs: p50[1] };
  return {
    runId: "r1",
    service: "shop",
    failureMode: "black_hole",
    endpoint: "dublin",
    verdict: "pass",
    reasons: [{ code: "within_rto", entry: "dns", text: "all of them" }],
    rtoMs: 120_000,
    resolutionMs: 2_000,
    injectedWithinMs: 0,
    lanes: [],
    users: [
      {
        entry: "dns",
        coverageRatio: 1,
        p50: figure,
        p95: figure,
        p99: figure,
        affectedRatio: 1,
        withinRtoRatio: [withinRatio, 1],
        failedRatio: 0.1,
      },
    ],
    lostWrites: { staleness: null, missing: null },
    predictions: [],
    predictionErrors: [],
    ...change,
  };
}
