import type { Comparison } from "../../contract/comparison.ts";
import type { Summary } from "../../contract/statistic.ts";
import type { NamedSeries } from "../../contract/window.ts";
import {
  differenceOf,
  differenceVerdict,
  practicalThresholdUs,
} from "../advise/entry-difference.ts";
import { mergeBuckets } from "../summary/bucket.ts";
import { summarise } from "../summary/summarise.ts";
import { coverageOf, type SeriesSteps } from "./series-steps.ts";

/** One side of a comparison. */
export type ComparedSeries = { readonly series: NamedSeries; readonly read: SeriesSteps };

/**
 * Holds two series of the same window against each other: over the whole, and step by step, where each
 * pair saw the same network at the same time.
 */
export function composeComparison(
  one: ComparedSeries,
  other: ComparedSeries,
  stepMs: number,
): Comparison {
  const [left, right] = [sideOf(one), sideOf(other)];
  const [leftP50, rightP50] = [left.whole.p50, right.whole.p50];
  const difference = leftP50 === null || rightP50 === null ? null : differenceOf(rightP50, leftP50);
  const thresholdUs = leftP50 === null ? null : practicalThresholdUs(leftP50.us);
  const points = pointsOf(one.read, other.read);
  return {
    fromMs: one.read.fromMs,
    toMs: one.read.toMs,
    resolutionMs: Math.max(one.read.resolutionMs, other.read.resolutionMs),
    stepMs,
    one: left,
    other: right,
    difference,
    thresholdUs,
    verdict:
      difference === null || thresholdUs === null
        ? "inconclusive"
        : differenceVerdict(difference, thresholdUs),
    paired: pairedOf(points),
    points,
  };
}

function sideOf({ series, read }: ComparedSeries): Comparison["one"] {
  const whole = summarise(mergeBuckets(read.steps.map(({ bucket }) => bucket)));
  return { series, whole, coverage: coverageOf(read) };
}

/** Every step in which either was measured, oldest first. */
function pointsOf(one: SeriesSteps, other: SeriesSteps): Comparison["points"] {
  const [ones, others] = [summariesOf(one), summariesOf(other)];
  const times = [...new Set([...ones.keys(), ...others.keys()])].sort((a, b) => a - b);
  return times.map((atMs) => {
    const [left, right] = [ones.get(atMs) ?? null, others.get(atMs) ?? null];
    const [from, to] = [left?.p50 ?? null, right?.p50 ?? null];
    const differenceUs = from === null || to === null ? null : to.us - from.us;
    return { atMs, one: left, other: right, differenceUs };
  });
}

function summariesOf({ steps }: SeriesSteps): Map<number, Summary> {
  return new Map(steps.map(({ atMs, bucket }) => [atMs, summarise(bucket)]));
}

function pairedOf(points: Comparison["points"]): Comparison["paired"] {
  const differences = points
    .flatMap(({ differenceUs }) => (differenceUs === null ? [] : [differenceUs]))
    .sort((a, b) => a - b);
  const steps = differences.length;
  const [low, high] = [
    differences[Math.floor((steps - 1) / 2)] ?? null,
    differences[Math.floor(steps / 2)] ?? null,
  ];
  return {
    steps,
    otherFaster: differences.filter((us) => us < 0).length,
    medianUs: low === null || high === null ? null : roundEvenly((low + high) / 2),
  };
}

/** Halves away from 0, so that exchanging the sides changes nothing but the sign. */
function roundEvenly(us: number): number {
  return us === 0 ? 0 : Math.sign(us) * Math.round(Math.abs(us));
}
