import type { FailoverEntry } from "../../contract/failover/client-class.ts";
import type { FailoverResult } from "../../contract/failover/failover-result.ts";
import type {
  MedianOfRuns,
  PredictionCheck,
  RunsSummary,
} from "../../contract/failover/runs-summary.ts";
import { quantileRanks } from "../histogram/order-statistics.ts";
import { clopperPearson } from "../statistics/clopper-pearson.ts";

const CONFIDENCE = 0.95;
const FEWEST_FOR_MEDIAN = 6;
/** Half the width of a 95 % interval, in standard errors. */
const WIDTH_SE = 1.959964;
const ALARM_Z = 3;

/**
 * Puts runs of one plan and failure mode together.
 *
 * @param attainmentRatio share of users that the recovery time must hold for, and share of runs to show
 */
export function summarizeRuns(
  entry: FailoverEntry,
  results: readonly FailoverResult[],
  attainmentRatio: number,
): RunsSummary {
  const own = results.flatMap(({ users, predictions, resolutionMs }) => {
    const found = users.find((each) => each.entry === entry);
    const predicted = predictions.find((each) => each.entry === entry);
    return found === undefined ? [] : [{ found, predicted, resolutionMs }];
  });
  const within = own.filter(({ found }) => found.withinRtoRatio[0] >= attainmentRatio).length;
  const bound = clopperPearson(within, own.length, 1 - 2 * (1 - CONFIDENCE));
  const median = medianOf(own.map(({ found }) => found.p50));
  return {
    entry,
    runs: own.length,
    within,
    attainmentLowRatio: bound?.low ?? 0,
    cleanRunsNeeded: cleanRunsFor(attainmentRatio),
    median,
    prediction: predictionCheck(
      median,
      own.flatMap(({ found, predicted }) => {
        const measuredMs = found.p50?.upperMs ?? null;
        if (predicted === undefined || measuredMs === null) return [];
        return [{ measuredMs, predictedMs: predicted.p50Ms }];
      }),
      Math.max(0, ...own.map(({ resolutionMs }) => resolutionMs)),
    ),
  };
}

/** Fewest runs that, all within, show a share at 95 % confidence: 29 for 0.9, 59 for 0.95. */
export function cleanRunsFor(ratio: number): number {
  return Math.ceil(Math.log(1 - CONFIDENCE) / Math.log(ratio) - 1e-9);
}

function medianOf(times: readonly FailoverResult["users"][number]["p50"][]): MedianOfRuns {
  const known = times.flatMap((time) => time ?? []);
  if (known.length === 0) return { kind: "none" };
  const uppers = sorted(known.map(({ upperMs }) => upperMs ?? Number.POSITIVE_INFINITY));
  const finite = (ms: number | undefined) => (ms === undefined || !Number.isFinite(ms) ? null : ms);
  if (known.length < FEWEST_FOR_MEDIAN) return { kind: "maximum", highMs: finite(uppers.at(-1)) };
  const { low, high } = quantileRanks(known.length, 0.5);
  const lowers = sorted(known.map(({ lowerMs }) => lowerMs));
  return { kind: "interval", lowMs: lowers[low - 1] ?? 0, highMs: finite(uppers[high - 1]) };
}

/** z = (median of the measured - median of the predicted) / standard error of the median. */
function predictionCheck(
  median: MedianOfRuns,
  pairs: readonly { readonly measuredMs: number; readonly predictedMs: number }[],
  resolutionMs: number,
): PredictionCheck | null {
  if (median.kind !== "interval" || median.highMs === null) return null;
  if (pairs.length < FEWEST_FOR_MEDIAN) return null;
  // Runs that came out alike are no surer than what the probes can tell apart.
  const widthMs = Math.max(median.highMs - median.lowMs, resolutionMs);
  const errors = sorted(pairs.map(({ measuredMs, predictedMs }) => measuredMs - predictedMs));
  const z = middleOf(errors) / (widthMs / (2 * WIDTH_SE));
  return { z, isAlarm: Math.abs(z) > ALARM_Z };
}

function middleOf(values: readonly number[]): number {
  const half = values.length / 2;
  return ((values[Math.ceil(half) - 1] ?? 0) + (values[Math.floor(half)] ?? 0)) / 2;
}

function sorted(values: readonly number[]): number[] {
  return [...values].sort((one, other) => one - other);
}
