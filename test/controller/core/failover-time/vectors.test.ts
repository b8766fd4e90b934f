import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import {
  type FailureKind,
  route53DetectS,
  route53RecoverS,
} from "../../../../controller/core/failover-time/detect-time.ts";
import {
  acceleratorFailoverTime,
  type ClientHabits,
  OBEDIENT,
  PUBLISHED_HABITS,
  route53FailoverTime,
} from "../../../../controller/core/failover-time/failover-time.ts";
import {
  AT_ONCE,
  chanceWithin,
  mixture,
  plusConstant,
  plusExponential,
  plusUniform,
  type TimeDistribution,
  timeQuantile,
} from "../../../../controller/core/failover-time/time-distribution.ts";

const check = (intervalS: number, failureThreshold: number) => ({ intervalS, failureThreshold });
const route53 = (intervalS: number, threshold: number, ttlS: number, habits?: ClientHabits) =>
  route53FailoverTime({ ttlS, check: check(intervalS, threshold), kind: "black-hole" }, habits);
const accelerator = (intervalS: number, habits?: ClientHabits) =>
  acceleratorFailoverTime({ check: check(intervalS, 3), kind: "black-hole" }, habits);
const PINNED = { ...PUBLISHED_HABITS, pinnedShare: 0.2, pinnedMedianS: 60 };

describe("controller/core/failover-time", () => {
  it.each<[number, number, FailureKind, number]>([
    [10, 1, "refused", 8],
    [10, 1, "black-hole", 12],
    [10, 2, "refused", 18],
    [10, 2, "black-hole", 26],
    [10, 3, "refused", 28],
    [10, 3, "black-hole", 40],
    [30, 1, "refused", 25],
    [30, 1, "black-hole", 29],
    [30, 3, "refused", 85],
    [30, 3, "black-hole", 97],
  ])("%d s x %d, %s, is noticed after some %d s", (intervalS, threshold, kind, seconds) => {
    expect(Math.round(route53DetectS(check(intervalS, threshold), kind))).toBe(seconds);
  });

  it.each([
    [10, 1, 2],
    [10, 2, 12],
    [10, 3, 22],
    [30, 1, 5],
    [30, 3, 65],
  ])("%d s x %d counts as healthy again after some %d s", (intervalS, threshold, seconds) => {
    const found = route53RecoverS(check(intervalS, threshold), "refused");
    expect(Math.round(found)).toBe(seconds);
  });

  it.each<[string, TimeDistribution, number[], number[]]>([
    ["Route 53 10 x 3, TTL 60", route53(10, 3, 60), [79, 237, 336], [0.23, 0.86, 0.98]],
    ["of obedient clients", route53(10, 3, 60, OBEDIENT), [73, 100, 103], [0.28, 1, 1]],
    ["Route 53 10 x 1, TTL 60", route53(10, 1, 60), [51, 208, 307], [0.63, 0.89, 0.99]],
    ["Route 53 10 x 3, TTL 20", route53(10, 3, 20), [56, 229, 332], [0.68, 0.88, 0.98]],
    ["Route 53 30 x 3, TTL 60", route53(30, 3, 60), [136, 292, 392], [0, 0.28, 0.95]],
    ["accelerator 10 x 3", accelerator(10), [40, 45, 47], [1, 1, 1]],
    ["accelerator 30 x 3", accelerator(30), [90, 104, 106], [0, 1, 1]],
    ["accelerator with pinned", accelerator(10, PINNED), [41, 161, 302], [0.84, 0.92, 0.99]],
  ])("%s lasts as long as in the reference", (_, time, quantiles, chances) => {
    const found = [0.5, 0.95, 0.99].map((p) => timeQuantile(time, p));
    const within = [60, 120, 300].map((seconds) => chanceWithin(time, seconds));
    quantiles.forEach((seconds, at) => {
      expect(Math.abs((found[at] ?? Number.NaN) - seconds)).toBeLessThanOrEqual(
        Math.max(2.5, 0.015 * seconds),
      );
    });
    chances.forEach((chance, at) => {
      expect(Math.abs((within[at] ?? Number.NaN) - chance)).toBeLessThanOrEqual(0.0151);
    });
  });

  it("never ends for clients that never look up again", () => {
    const time = route53(10, 3, 60, { ...OBEDIENT, neverShare: 0.1 });
    expect(timeQuantile(time, 0.89)).toBeLessThan(104);
    expect(timeQuantile(time, 0.91)).toBe(Number.POSITIVE_INFINITY);
    expect(chanceWithin(time, 1e6)).toBeCloseTo(0.9, 9);
  });

  test.prop([
    fc.array(
      fc.oneof(
        fc.tuple(fc.constant("uniform" as const), fc.nat({ max: 60 }), fc.nat({ max: 60 })),
        fc.tuple(fc.constant("wait" as const), fc.integer({ min: 1, max: 60 }), fc.constant(0)),
      ),
      { maxLength: 4 },
    ),
  ])("adds means, keeps its mass, and its quantiles are the reverse of its chances", (steps) => {
    let time = AT_ONCE;
    let meanS = 0;
    for (const [kind, a, b] of steps) {
      time = kind === "uniform" ? plusUniform(time, a, a + b) : plusExponential(time, a);
      meanS += kind === "uniform" ? a + b / 2 : a / Math.LN2;
    }
    const mass = time.cells.reduce((sum, each) => sum + each, 0);
    expect(mass).toBeCloseTo(1, 9);
    const mean = time.cells.reduce((sum, each, at) => sum + each * (at + 0.5) * 0.25, 0);
    expect(Math.abs(mean - meanS)).toBeLessThan(0.25 * (steps.length + 1));
    for (const p of [0.1, 0.5, 0.95]) {
      expect(chanceWithin(time, timeQuantile(time, p))).toBeCloseTo(p, 6);
    }
  });

  it("mixes by shares", () => {
    const time = mixture([
      { share: 0.25, time: plusConstant(AT_ONCE, 10) },
      { share: 0.75, time: plusConstant(AT_ONCE, 20) },
    ]);
    expect(chanceWithin(time, 15)).toBeCloseTo(0.25, 9);
    expect(timeQuantile(time, 0.2)).toBeCloseTo(10.2, 9);
  });
});
