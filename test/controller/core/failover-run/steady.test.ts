import { describe, expect, it } from "vitest";
import type {
  FailoverLane,
  LaneStretch,
} from "../../../../controller/contract/failover/failover-timeline.ts";
import { unsteadiness } from "../../../../controller/core/failover-run/steady.ts";

const SECOND_US = 1_000_000;
const PLAN = {
  vantages: ["fra", "nyc"],
  clients: [{ entry: "dns" as const, class: "fresh" as const, shareRatio: 1 }],
  intervalMs: 500,
};

function stretch(state: LaneStretch["state"], fromS: number, untilS: number): LaneStretch {
  const [firstSentUs, lastSentUs] = [fromS * SECOND_US, untilS * SECOND_US];
  const count = 2 * (untilS - fromS);
  return {
    state,
    servedBy: "dublin",
    firstSentUs,
    firstDoneUs: firstSentUs,
    lastSentUs,
    lastDoneUs: lastSentUs,
    count,
  };
}
const lane = (vantage: string, ...stretches: LaneStretch[]): FailoverLane => ({
  ...{ vantage, entry: "dns", class: "fresh", clockErrorUs: 0, stretches },
});
const unsteady = (...lanes: FailoverLane[]) =>
  unsteadiness(PLAN, lanes, 100 * SECOND_US, 200 * SECOND_US);
const WELL = stretch("ok", 90, 210);

describe("controller/core/failover-run/steady", () => {
  it("finds nothing against service that was well everywhere, before and after as well", () => {
    expect(unsteady(lane("fra", WELL), lane("nyc", WELL))).toBeNull();
  });

  it("finds nothing in a failure that was over before watching began", () => {
    const before = [stretch("error", 90, 99), stretch("ok", 99, 210)];
    expect(unsteady(lane("fra", ...before), lane("nyc", WELL))).toBeNull();
  });

  it.each<[string, FailoverLane[], string]>([
    [
      "a vantage that tells nothing",
      [lane("fra", WELL)],
      "nyc by dns (fresh) has told of 0 probes",
    ],
    [
      "gaps",
      [lane("fra", stretch("ok", 100, 150)), lane("nyc", WELL)],
      "fra by dns (fresh) has told of 100 probes, 180 are the least",
    ],
    [
      "failures",
      [lane("fra", WELL), lane("nyc", stretch("ok", 100, 190), stretch("timeout", 190, 200))],
      "20 of 200 probes of nyc by dns (fresh) failed",
    ],
  ])("finds %s", (_, lanes, reason) => {
    expect(unsteady(...lanes)).toContain(reason);
  });
});
