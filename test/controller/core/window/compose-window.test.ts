import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { Comparison } from "../../../../controller/contract/comparison.ts";
import { Distribution } from "../../../../controller/contract/distribution.ts";
import { Heatmap } from "../../../../controller/contract/heatmap.ts";
import type { NamedSeries } from "../../../../controller/contract/window.ts";
import { mergeBuckets } from "../../../../controller/core/summary/bucket.ts";
import { composeComparison } from "../../../../controller/core/window/compose-comparison.ts";
import { composeDistribution } from "../../../../controller/core/window/compose-distribution.ts";
import { composeHeatmap } from "../../../../controller/core/window/compose-heatmap.ts";
import {
  coverageOf,
  minutesIn,
  type SeriesSteps,
} from "../../../../controller/core/window/series-steps.ts";
import { answers, anyContribution } from "../../../helpers/contributions.ts";

const MINUTE_MS = 60_000;
const FROM_MS = 500_000 * 3_600_000;
const series = (entry: NamedSeries["entry"]): NamedSeries => ({
  vantage: "eu-west-1",
  service: "shop",
  entry,
  endpoint: null,
  metric: "echo_rtt",
});

/** Answers of one bin for each minute: how many, and in which bin. */
function steps(minutes: readonly (readonly [bin: number, n: number] | null)[]): SeriesSteps {
  return {
    fromMs: FROM_MS,
    toMs: FROM_MS + minutes.length * MINUTE_MS,
    resolutionMs: MINUTE_MS,
    steps: minutes.flatMap((each, at) => {
      const atMs = FROM_MS + at * MINUTE_MS;
      if (each === null) return [];
      return [{ atMs, firstMs: atMs, minutes: 1, bucket: answers(atMs, each[0], each[1]) }];
    }),
  };
}

const anySteps = fc
  .array(anyContribution(FROM_MS), { minLength: 1, maxLength: 8 })
  .map((buckets): SeriesSteps => {
    const made = buckets.map((bucket, at) => {
      const atMs = FROM_MS + at * MINUTE_MS;
      return { atMs, firstMs: atMs, minutes: 1, bucket };
    });
    const toMs = FROM_MS + buckets.length * MINUTE_MS;
    return { fromMs: FROM_MS, toMs, resolutionMs: MINUTE_MS, steps: made };
  });

describe("controller/core/window/series-steps", () => {
  it("counts the minutes that were measured, of those that have begun", () => {
    expect(coverageOf(steps([[500, 3], null, [600, 1]]))).toEqual({ minutes: 2, ofMinutes: 3 });
    expect(minutesIn({ fromMs: FROM_MS, toMs: FROM_MS + 1 })).toBe(1);
    expect(minutesIn({ fromMs: FROM_MS + 1, toMs: FROM_MS + 2 })).toBe(1);
    expect(minutesIn({ fromMs: FROM_MS, toMs: FROM_MS })).toBe(0);
  });
});

describe("controller/core/window/compose-distribution", () => {
  test.prop([anySteps, fc.integer({ min: 4, max: 100 })])(
    "holds every value of the window once, however it is cut into steps",
    (read, limit) => {
      const made = Distribution.parse(composeDistribution(series("dns"), read, limit));
      expect(made.bands.reduce((sum, { n }) => sum + n, 0)).toBe(made.whole.n);
      const bucket = mergeBuckets(read.steps.map((step) => step.bucket));
      const [first] = read.steps;
      const whole = first === undefined ? [] : [{ ...first, minutes: read.steps.length, bucket }];
      expect(composeDistribution(series("dns"), { ...read, steps: whole }, limit)).toEqual(made);
    },
  );
});

describe("controller/core/window/compose-heatmap", () => {
  test.prop([anySteps])("counts in every column what its step holds", (read) => {
    const made = Heatmap.parse(composeHeatmap(series("dns"), read, MINUTE_MS, 40));
    expect(made.columns.map(({ atMs }) => atMs)).toEqual(read.steps.map(({ atMs }) => atMs));
    const total = made.columns.flatMap(({ counts }) => counts).reduce((sum, n) => sum + n, 0);
    expect(total).toBe(made.whole.n);
    const sum = (name: "lost" | "failed" | "tainted") =>
      made.columns.reduce((before, column) => before + column[name], 0);
    expect([sum("lost"), sum("failed"), sum("tainted")]).toEqual([
      made.whole.lost,
      made.whole.failed,
      made.whole.tainted,
    ]);
  });
});

describe("controller/core/window/compose-comparison", () => {
  const compare = (one: SeriesSteps, other: SeriesSteps) =>
    Comparison.parse(
      composeComparison(
        { series: series("dns"), read: one },
        { series: series("accelerator"), read: other },
        MINUTE_MS,
      ),
    );

  it("tells how much faster the other is, over the whole and pair by pair", () => {
    const made = compare(
      steps([[1_200, 40], [1_200, 40], null]),
      steps([[1_000, 40], null, [1_000, 9]]),
    );
    expect(made.verdict).toBe("better");
    expect(made.difference?.highUs).toBeLessThan(0);
    expect(made.paired).toMatchObject({ steps: 1, otherFaster: 1 });
    expect(made.paired.medianUs).toBeLessThan(0);
    expect(made.points.map(({ differenceUs }) => differenceUs === null)).toEqual([
      false,
      true,
      true,
    ]);
    expect([made.one.coverage.minutes, made.other.coverage.minutes]).toEqual([2, 2]);
  });

  it("claims nothing where a side has too few values", () => {
    const made = compare(steps([[1_200, 40]]), steps([[1_000, 2]]));
    expect(made).toMatchObject({ verdict: "inconclusive", difference: null });
    expect(made.paired).toEqual({ steps: 0, otherFaster: 0, medianUs: null });
  });

  test.prop([anySteps, anySteps])("turns its sign when the sides are exchanged", (one, other) => {
    const [there, back] = [compare(one, other), compare(other, one)];
    expect(back.difference === null).toBe(there.difference === null);
    expect((back.difference?.us ?? 0) + (there.difference?.us ?? 0)).toBe(0);
    expect(back.paired.steps).toBe(there.paired.steps);
    expect((back.paired.medianUs ?? 0) + (there.paired.medianUs ?? 0)).toBe(0);
  });
});
