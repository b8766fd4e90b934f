import { describe, expect, it } from "vitest";
import { Scenario } from "../../../../controller/contract/scenario.ts";
import { inputOfScenario } from "../../../../controller/core/advise/input-of-scenario.ts";
import { shippedPrices } from "../../../../controller/core/cost/shipped-prices.ts";

const DAY_MS = 86_400_000;
const FIRST = 20_000;
const day = (at: number) => ({ day: FIRST + at, bins: [300, 6], sent: 6, bad: 0 });
const median = (at: number) => [(FIRST + at) * DAY_MS + 300_000, 24_000, 6] as const;
const run = (id: string, at: number) => ({
  id,
  atMs: (FIRST + at) * DAY_MS + 500_000,
  entry: "dns",
  endpoint: "dublin",
  recoveryS: { fra: 70 },
});

const SCENARIO = Scenario.parse({
  isochroneScenario: 1,
  service: {
    id: "shop",
    label: "Shop",
    endpoints: [
      {
        id: "dublin",
        label: "Dublin",
        place: "eu-west-1",
        latitude: 53,
        longitude: -6,
        url: "https://eu-west-1.shop.example/",
      },
    ],
    dns: { url: "https://shop.example/" },
    incumbentDesign: { healthChecks: [] },
  },
  vantages: [{ id: "fra", kind: "custom", label: "Frankfurt", latitude: 50, longitude: 9 }],
  evidence: {
    source: "simulated",
    paths: [
      {
        vantage: "fra",
        entry: "dns",
        endpoint: null,
        medians: [median(0), median(1), median(2)],
        days: [day(0), day(1), day(2)],
      },
      { vantage: "fra", entry: "direct", endpoint: "dublin", medians: [median(0)] },
    ],
  },
  failoverRuns: [run("early", 0), run("late", 2)],
});

describe("controller/core/advise/input-of-scenario", () => {
  it("answers for the end of the evidence where nobody says for when", () => {
    const input = inputOfScenario(SCENARIO);
    expect(input.atMs).toBe((FIRST + 3) * DAY_MS);
    expect(input.histories).toEqual(SCENARIO.evidence.paths);
    expect(input.failoverRuns).toHaveLength(2);
    expect(input.source).toBe("simulated");
  });

  it("counts medians and runs where no day has a histogram, and says nothing of an empty one", () => {
    const { evidence } = SCENARIO;
    const [, medians] = evidence.paths;
    const bare = {
      ...SCENARIO,
      failoverRuns: [],
      evidence: { ...evidence, paths: medians === undefined ? [] : [medians] },
    };
    expect(inputOfScenario(bare).atMs).toBe(FIRST * DAY_MS + 600_000);
    expect(inputOfScenario({ ...bare, evidence: { ...evidence, paths: [] } }).atMs).toBe(0);
    const runs = { ...SCENARIO, evidence: { ...evidence, paths: [] } };
    expect(inputOfScenario(runs).atMs).toBe(SCENARIO.failoverRuns[1]?.atMs);
  });

  it("leaves out what was not known at an earlier moment, of the day in progress the histogram", () => {
    const atMs = (FIRST + 1) * DAY_MS + 700_000;
    for (const input of [
      inputOfScenario({ ...SCENARIO, atMs }),
      inputOfScenario({ ...SCENARIO, atMs: 7 }, atMs),
    ]) {
      expect(input.atMs).toBe(atMs);
      expect(input.histories[0]?.medians).toEqual([median(0), median(1)]);
      expect(input.histories[0]?.days.map(({ day: number }) => number)).toEqual([FIRST]);
      expect(input.failoverRuns.map(({ id }) => id)).toEqual(["early"]);
    }
  });

  it("takes the shipped prices and the declared design where the scenario has none of its own", () => {
    const input = inputOfScenario(SCENARIO);
    expect(input.prices).toBe(shippedPrices());
    expect(input.live).toBe(SCENARIO.service.incumbentDesign);
    const { incumbentDesign: _design, ...service } = SCENARIO.service;
    expect(inputOfScenario({ ...SCENARIO, service }).live).toBeNull();
    const prices = { ...shippedPrices(), compiledOn: "2026-01-01" };
    expect(inputOfScenario({ ...SCENARIO, prices }).prices).toBe(prices);
  });
});
