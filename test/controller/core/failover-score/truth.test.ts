import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import type { TimeFigure } from "../../../../controller/contract/failover/failover-result.ts";
import type { LaneStretch } from "../../../../controller/contract/failover/failover-timeline.ts";
import {
  type LaneTerms,
  scoreLane,
} from "../../../../controller/core/failover-score/score-lane.ts";
import { probed, T0_US, type Truth } from "../../../helpers/failover-lane.ts";
import { seeded } from "../../../helpers/seeded.ts";

const SECOND_US = 1_000_000;
const WATCHED_US = 400 * SECOND_US;

/** What truly happened, and what was seen of it. */
type World = {
  readonly truth: readonly Truth[];
  readonly stretches: LaneStretch[];
  readonly terms: LaneTerms;
  readonly clockErrorUs: number;
  readonly hasSilence: boolean;
};

/** Every part of the truth lasts longer than an interval and a time-out: what is shorter may go unseen. */
function worldOf(seed: number): World {
  const random = seeded(seed);
  const upTo = (most: number) => Math.floor(random() * most);
  const intervalUs = [100_000, 250_000, 500_000, 1_000_000][upTo(4)] ?? 0;
  const timeoutUs = 100_000 + upTo(1_900_000);
  const leastUs = 2 * intervalUs + timeoutUs;
  const truth: Truth[] = [{ fromUs: 0, state: "ok", servedBy: "dublin" }];
  const parts = 1 + upTo(8);
  let nowUs = T0_US + upTo(3 * SECOND_US);
  for (let at = 0; at < parts; at += 1) {
    const failing = { state: random() < 0.5 ? "error" : "timeout" } as const;
    const state = at % 2 === 0 ? failing.state : "ok";
    const servedBy = random() < 0.3 ? "dublin" : "virginia";
    truth.push({ fromUs: nowUs, state, servedBy: state === "timeout" ? null : servedBy });
    nowUs += leastUs + upTo(random() < 0.5 ? 20 * SECOND_US : 120 * SECOND_US);
  }
  const clockErrorUs = random() < 0.5 ? 0 : 50_000;
  const silentUs = T0_US + upTo(WATCHED_US);
  const silent: [number, number][] =
    random() < 0.3 ? [[silentUs, silentUs + upTo(60 * SECOND_US)]] : [];
  const late = seeded(seed + 1);
  const stretches = probed(truth, {
    fromUs: T0_US - 30 * SECOND_US + upTo(intervalUs),
    untilUs: T0_US + WATCHED_US + 60 * SECOND_US,
    intervalUs,
    timeoutUs,
    oneWayUs: upTo(timeoutUs / 2),
    lateUs: () => Math.floor(late() * 0.9 * intervalUs),
    silent,
    offUs: Math.round((random() * 2 - 1) * clockErrorUs),
  });
  return {
    truth,
    stretches,
    clockErrorUs,
    hasSilence: silent.length > 0,
    terms: {
      injected: { afterUs: T0_US - upTo(SECOND_US), byUs: T0_US + upTo(SECOND_US) },
      restored: { afterUs: T0_US + WATCHED_US, byUs: T0_US + WATCHED_US + SECOND_US },
      pace: { intervalUs, timeoutUs },
      failed: "dublin",
      forbidden: [],
      detected: null,
    },
  };
}

type Part = { readonly fromUs: number; readonly untilUs: number; readonly truth: Truth };

function partsOf({ truth, terms }: World): Part[] {
  const endUs = terms.restored?.afterUs ?? 0;
  return truth
    .map((each, at) => ({
      fromUs: Math.max(T0_US, each.fromUs),
      untilUs: Math.min(endUs, truth[at + 1]?.fromUs ?? endUs),
      truth: each,
    }))
    .filter(({ fromUs, untilUs }) => untilUs > fromUs);
}

/** What is true of the world, milliseconds after the failure; null for what did not come about. */
function truthOf(world: World) {
  const parts = partsOf(world);
  const neededUs = 29 * world.terms.pace.intervalUs + 60 * SECOND_US;
  const impact = parts.findIndex(({ truth }) => truth.state !== "ok");
  const well = impact < 0 ? [] : parts.slice(impact).filter(({ truth }) => truth.state === "ok");
  const toMs = (part: Part | undefined) =>
    part === undefined ? null : (part.fromUs - T0_US) / 1_000;
  const failing = parts.filter(({ truth }) => truth.state !== "ok");
  return {
    impact: toMs(parts[impact]),
    firstSuccess: toMs(well[0]),
    stable: toMs(well.find(({ fromUs, untilUs }) => untilUs - fromUs >= neededUs)),
    steer: toMs(parts.find(({ truth }) => truth.servedBy === "virginia")),
    outage: failing.reduce((sum, { fromUs, untilUs }) => sum + untilUs - fromUs, 0) / 1_000,
  };
}

function holds(figure: TimeFigure | null, trueMs: number | null): boolean {
  if (figure === null) return trueMs === null;
  if (trueMs === null) return figure.upperMs === null;
  return figure.lowerMs <= trueMs && (figure.upperMs === null || trueMs <= figure.upperMs);
}

function scored({ stretches, clockErrorUs, terms }: World) {
  const lane = { vantage: "fra", entry: "dns", class: "fresh", clockErrorUs, stretches } as const;
  return scoreLane(lane, terms);
}

const seeds = fc.integer({ min: 0, max: 1_000_000_000 });

describe("controller/core/failover-score against the truth", () => {
  test.prop([seeds], { numRuns: 1_000 })("holds what is true within every figure", (seed) => {
    const world = worldOf(seed);
    const found = scored(world);
    const true_ = truthOf(world);
    // In a silence the failure itself may go unseen; then nothing is claimed.
    if (found.impact === null && found.outcome === "unknown") return;
    for (const name of ["impact", "firstSuccess", "stable", "steer", "outage"] as const) {
      const told = { seed, name, figure: found[name], true: true_[name] };
      expect({ ...told, holds: holds(found[name], true_[name]) }).toEqual({ ...told, holds: true });
    }
  });

  test.prop([seeds])(
    "is no less sure than interval, time-out, failure and clock make it",
    (seed) => {
      const world = worldOf(seed);
      const { pace, injected } = world.terms;
      const { impact, firstSuccess, outcome } = scored(world);
      if (outcome === "unknown" || world.hasSilence) return;
      const unsureUs =
        2 * pace.intervalUs +
        pace.timeoutUs +
        injected.byUs -
        injected.afterUs +
        2 * world.clockErrorUs;
      for (const figure of [impact, firstSuccess]) {
        if (figure === null || figure.upperMs === null) continue;
        expect(figure.upperMs - figure.lowerMs).toBeLessThanOrEqual(unsureUs / 1_000);
      }
    },
  );

  test.prop([seeds])("never puts an upper end below a lower one", (seed) => {
    const { impact, firstSuccess, stable, steer, outage } = scored(worldOf(seed));
    for (const figure of [impact, firstSuccess, stable, steer, outage]) {
      if (figure === null || figure.upperMs === null) continue;
      expect(figure.upperMs).toBeGreaterThanOrEqual(figure.lowerMs);
    }
  });

  test.prop([seeds, fc.double({ min: 0, max: 1, noNaN: true })], { numRuns: 300 })(
    "never finds a shorter outage or recovery for one more probe that failed",
    (seed, where) => {
      const world = worldOf(seed);
      const before = scored(world);
      const failedUs = T0_US + where * WATCHED_US;
      const stretches = withFailure(world.stretches, failedUs, world.terms);
      const after = scored({ ...world, stretches });
      const least = before.outage?.lowerMs ?? 0;
      expect(after.outage?.lowerMs ?? 0).toBeGreaterThanOrEqual(least);
      expect(after.outage?.upperMs ?? 0).toBeGreaterThanOrEqual(before.outage?.upperMs ?? 0);
      // A failure that came before the others may have been over for long when they began.
      const impactMs = before.impact?.upperMs ?? null;
      if (impactMs === null || (failedUs - T0_US) / 1_000 <= impactMs) return;
      const late = (ms: number | null | undefined) => ms ?? Number.POSITIVE_INFINITY;
      expect(late(after.stable?.upperMs)).toBeGreaterThanOrEqual(late(before.stable?.upperMs));
      expect(after.stable?.lowerMs).toBeGreaterThanOrEqual(before.stable?.lowerMs ?? 0);
    },
  );

  test.prop([
    fc.nat(60_000),
    fc.integer({ min: 2_000, max: 60_000 }),
    fc.nat(60_000),
    fc.nat(5_000),
  ])(
    "finds detection before steering before stability where the endpoint stays down",
    (detectMs, steerMs, readyMs, seenMs) => {
      const detectUs = T0_US + detectMs * 1_000;
      const steerUs = detectUs + steerMs * 1_000 + 1;
      const truth: Truth[] = [
        { fromUs: 0, state: "ok", servedBy: "dublin" },
        { fromUs: T0_US, state: "timeout", servedBy: null },
        { fromUs: steerUs, state: "error", servedBy: "virginia" },
        { fromUs: steerUs + readyMs * 1_000, state: "ok", servedBy: "virginia" },
      ];
      const world = worldOf(1);
      const probing = { intervalUs: 500_000, timeoutUs: 1_000_000, oneWayUs: 20_000 };
      const span = { fromUs: T0_US - 30 * SECOND_US, untilUs: T0_US + WATCHED_US };
      const detected = { afterUs: detectUs, byUs: detectUs + seenMs * 1_000 };
      const found = scored({
        ...world,
        stretches: probed(truth, { ...probing, ...span }),
        terms: { ...world.terms, detected, pace: probing },
      });
      const [detect, steer, stable] = [found.detect, found.steer, found.stable].map(
        (figure) => figure?.upperMs ?? Number.NaN,
      );
      expect(detect).toBeLessThanOrEqual(steer ?? 0);
      expect(steer).toBeLessThanOrEqual(stable ?? 0);
    },
  );
});

/** The same with one probe of a succeeding stretch failing by time-out. */
function withFailure(
  stretches: readonly LaneStretch[],
  atUs: number,
  { pace }: LaneTerms,
): LaneStretch[] {
  return stretches.flatMap((each) => {
    const isHit = each.state === "ok" && each.firstSentUs <= atUs && atUs <= each.lastSentUs;
    if (!isHit || each.count < 3) return [each];
    const stepUs = (each.lastSentUs - each.firstSentUs) / (each.count - 1);
    const at = Math.min(
      each.count - 2,
      Math.max(1, Math.round((atUs - each.firstSentUs) / stepUs)),
    );
    const sentUs = (index: number) => Math.round(each.firstSentUs + index * stepUs);
    const tookUs = each.lastDoneUs - each.lastSentUs;
    return [
      { ...each, lastSentUs: sentUs(at - 1), lastDoneUs: sentUs(at - 1) + tookUs, count: at },
      {
        state: "timeout" as const,
        servedBy: null,
        firstSentUs: sentUs(at),
        firstDoneUs: sentUs(at) + pace.timeoutUs,
        lastSentUs: sentUs(at),
        lastDoneUs: sentUs(at) + pace.timeoutUs,
        count: 1,
      },
      {
        ...each,
        firstSentUs: sentUs(at + 1),
        firstDoneUs: sentUs(at + 1) + tookUs,
        count: each.count - at - 1,
      },
    ];
  });
}
