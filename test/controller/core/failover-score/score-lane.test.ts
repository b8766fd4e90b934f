import { describe, expect, it } from "vitest";
import {
  type LaneTerms,
  scoreLane,
} from "../../../../controller/core/failover-score/score-lane.ts";
import { laneOf, T0_US } from "../../../helpers/failover-lane.ts";

const TERMS: LaneTerms = {
  injected: { afterUs: T0_US, byUs: T0_US },
  restored: { afterUs: T0_US + 600_000_000, byUs: T0_US + 600_000_000 },
  pace: { intervalUs: 1_000_000, timeoutUs: 1_000_000 },
  failed: "dublin",
  forbidden: ["sydney"],
  detected: { afterUs: T0_US + 20_000_000, byUs: T0_US + 25_000_000 },
};
const score = (text: string, change: Partial<LaneTerms> = {}) =>
  scoreLane(laneOf(text), { ...TERMS, ...change });
const figure = (lowerS: number, upperS: number | null) => ({
  lowerMs: lowerS * 1_000,
  upperMs: upperS === null ? null : upperS * 1_000,
});

describe("controller/core/failover-score/score-lane", () => {
  it("tells detection, steering and recovery of a plain failover apart", () => {
    expect(score("P60 -61 s22 S517 P100")).toMatchObject({
      outcome: "recovered",
      resolutionMs: 2_000,
      impact: figure(0, 1.5),
      detect: figure(20, 25),
      steer: figure(60.5, 61.5),
      firstSuccess: figure(82.5, 83.5),
      stable: figure(82.5, 83.5),
      outage: figure(81, 83.5),
      phases: {
        detect: figure(20, 25),
        propagate: figure(35.5, 41.5),
        reconnect: figure(21, 23),
        detectAndPropagate: null,
      },
      sent: 600,
      failed: 83,
      failedAfterStable: 0,
      flaps: 0,
      misRoutes: 0,
      failback: { time: figure(0, 0.5), failed: 0 },
    });
  });

  it("does not take the first success for the recovery (503, 200, 200, 503)", () => {
    const found = score("P60 p40 S2 s20 S538");
    expect(found.firstSuccess).toEqual(figure(39.5, 40.5));
    expect(found.stable).toEqual(figure(61.5, 62.5));
    expect(found.outage).toEqual(figure(58, 61.5));
  });

  it("shows what never recovered as longer than was watched", () => {
    expect(score("P60 -600")).toMatchObject({
      outcome: "not_recovered",
      stable: figure(599.5, null),
      firstSuccess: figure(599.5, null),
      steer: figure(599.5, null),
      outage: { lowerMs: 598_000 },
      phases: { reconnect: null },
    });
  });

  it("keeps apart who was not affected: by another endpoint, or by a failure that did no harm", () => {
    expect(score("S60 S600")).toMatchObject({
      outcome: "unaffected",
      steer: null,
      stable: null,
      outage: null,
      failed: 0,
    });
    expect(score("P60 P30 S570")).toMatchObject({
      outcome: "unaffected",
      steer: figure(29.5, 30.5),
      stable: null,
    });
  });

  it("counts changes after the first as flaps, and what a forbidden endpoint served", () => {
    const found = score("P60 -40 S5 F5 S5 p5 S540");
    expect(found).toMatchObject({ flaps: 4, misRoutes: 5, outcome: "recovered" });
    expect(found.stable).toEqual(figure(59.5, 60.5));
  });

  it("takes silences for what they may be", () => {
    // May have been stable from the beginning of the silence, for certain only after it.
    expect(score("P60 -40 ~200 S360")).toMatchObject({
      outcome: "recovered",
      stable: figure(39.5, 240.5),
      firstSuccess: figure(39.5, 240.5),
    });
    expect(score("P60 P100 ~200 P300")).toMatchObject({ outcome: "unknown", impact: null });
    expect(score("P60 ~600")).toMatchObject({ outcome: "unknown", sent: 0 });
    expect(score("P60 -30 ~570")).toMatchObject({ outcome: "not_recovered" });
  });

  it("does not confirm what was well for too short a time before the restore", () => {
    expect(score("P60 -550 S50")).toMatchObject({
      outcome: "unknown",
      stable: figure(549.5, null),
    });
  });

  it("counts what failed after it had been stable", () => {
    expect(score("P60 -40 S260 s10 S290")).toMatchObject({
      stable: figure(39.5, 40.5),
      failedAfterStable: 10,
      outage: figure(47, 51.5),
    });
  });

  it("shows detect and propagate as one where detection was not seen", () => {
    expect(score("P60 -61 S539", { detected: null })).toMatchObject({
      detect: null,
      phases: { detect: null, propagate: null, detectAndPropagate: figure(60.5, 61.5) },
    });
  });

  it("puts detection before the steering that it brought about", () => {
    const detected = { afterUs: T0_US + 30_000_000, byUs: T0_US + 90_000_000 };
    expect(score("P60 -61 S539", { detected }).detect).toEqual(figure(30, 61.5));
    // A client that had several addresses turned to another one before.
    const late = { afterUs: T0_US + 70_000_000, byUs: T0_US + 90_000_000 };
    expect(score("P60 -61 S539", { detected: late })).toMatchObject({
      detect: figure(70, 90),
      phases: { propagate: null },
    });
  });

  it("adds how unsure the failure and the clock are", () => {
    const injected = { afterUs: T0_US - 1_000_000, byUs: T0_US + 2_000_000 };
    const lane = laneOf("P60 -61 S539", { clockErrorUs: 50_000 });
    const found = scoreLane(lane, { ...TERMS, injected });
    expect(found.resolutionMs).toBe(2_050);
    expect(found.stable).toEqual(figure(58.45, 62.55));
  });

  it("watches the way back", () => {
    const failback = (text: string) => score(text).failback;
    expect(failback("P60 -60 S540 S30 p5 P100")).toEqual({ time: figure(29.5, 30.5), failed: 5 });
    expect(failback("P60 -60 S540 S200")).toEqual({ time: figure(199.5, null), failed: 0 });
    // It never left.
    expect(failback("P60 p600 P100")).toEqual({ time: null, failed: 0 });
    expect(score("P60 -60 S540", { restored: null }).failback).toBeNull();
  });
});
