import { describe, expect, it } from "vitest";
import { FailoverPlan } from "../../../../controller/contract/failover/failover-plan.ts";
import type {
  FailoverLane,
  LaneStretch,
} from "../../../../controller/contract/failover/failover-timeline.ts";
import { isSeenEnough } from "../../../../controller/core/failover-run/seen-enough.ts";
import { watchedFacts } from "../../../../controller/core/failover-run/watched-facts.ts";
import { WRITTEN_PLAN } from "../../../helpers/failover-plan.ts";

const SECOND_US = 1_000_000;
const PLAN = FailoverPlan.parse({
  ...WRITTEN_PLAN,
  clients: [
    { entry: "dns", class: "fresh", shareRatio: 0.75 },
    { entry: "dns", class: "keep_alive", shareRatio: 0.25 },
  ],
});
const INJECTED = { afterUs: 100 * SECOND_US, byUs: 100 * SECOND_US };

function stretch(
  state: LaneStretch["state"],
  fromS: number,
  untilS: number,
  servedBy = "dublin",
): LaneStretch {
  const [firstSentUs, lastSentUs] = [fromS * SECOND_US, untilS * SECOND_US];
  const done = { firstDoneUs: firstSentUs, lastDoneUs: lastSentUs };
  return { state, servedBy, firstSentUs, lastSentUs, ...done, count: 2 * (untilS - fromS) };
}

function lanes(ofFra: LaneStretch[], ofNyc = [stretch("ok", 0, 160)]): FailoverLane[] {
  const lane = (vantage: string, kind: "fresh" | "keep_alive", stretches: LaneStretch[]) => ({
    ...{ vantage, entry: "dns" as const, class: kind, clockErrorUs: 0, stretches },
  });
  return [
    lane("fra", "fresh", ofFra),
    lane("fra", "keep_alive", ofNyc),
    lane("nyc", "fresh", ofNyc),
    lane("nyc", "keep_alive", ofNyc),
  ];
}
const FAILING = [stretch("ok", 0, 100), stretch("timeout", 101, 140)];
const BACK = [...FAILING, stretch("ok", 141, 250, "virginia")];

describe("controller/core/failover-run/seen-enough", () => {
  const isEnough = (all: FailoverLane[], nowS: number) =>
    isSeenEnough(PLAN, all, INJECTED, nowS * SECOND_US);

  it("watches on while something fails, or might still fail", () => {
    expect(isEnough(lanes(FAILING), 500)).toBe(false);
    expect(isEnough(lanes(BACK), 219)).toBe(false);
    expect(isEnough(lanes(BACK).slice(1), 500)).toBe(false);
  });

  it("has seen enough once all that failed are stable, and the rest had their time", () => {
    expect(isEnough(lanes(BACK), 220)).toBe(true);
    expect(isEnough(lanes(BACK, BACK), 205)).toBe(true);
  });
});

describe("controller/core/failover-run/watched-facts", () => {
  const facts = (all: FailoverLane[], groups: Parameters<typeof watchedFacts>[2] = []) =>
    watchedFacts(PLAN, all, groups, { injectedUs: INJECTED.afterUs, nowUs: 160 * SECOND_US });

  it("weighs failures by the users that lanes stand for", () => {
    const told = facts(lanes([stretch("ok", 0, 99), stretch("timeout", 100, 160)]));
    expect(told).toMatchObject({ sinceS: 60, misRoutes: 0, heardAgoS: [0, 0] });
    // Half of the users are behind fra, and three quarters of them look up anew.
    expect(told.failedRatio).toBeCloseTo(0.375, 6);
    // What was well before the failure says nothing of the time since.
    const later = facts(lanes([stretch("ok", 0, 130), stretch("timeout", 130, 160)]));
    expect(later.failedRatio).toBeCloseTo(0.1875, 6);
    const groups = [{ share: 1, vantages: ["nyc"] }];
    expect(facts(lanes([stretch("timeout", 100, 160)]), groups).failedRatio).toBe(0);
  });

  it("counts what a forbidden endpoint served, and tells who is silent since when", () => {
    const told = facts(lanes([stretch("ok", 100, 130, "sydney")], [stretch("ok", 0, 130)]));
    expect(told).toMatchObject({ misRoutes: 60, heardAgoS: [30, 30] });
  });

  it("knows nothing where nothing was told", () => {
    expect(facts([])).toMatchObject({ failedRatio: null, heardAgoS: [null, null], misRoutes: 0 });
  });
});
