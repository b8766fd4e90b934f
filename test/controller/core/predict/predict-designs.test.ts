import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { middleOfBin } from "../../../../controller/core/histogram/latency-histogram.ts";
import type { Candidate } from "../../../../controller/core/predict/candidate.ts";
import {
  designPredictor,
  predictDesigns,
} from "../../../../controller/core/predict/design-predictor.ts";
import { evidenceBook } from "../../../../controller/core/predict/evidence-book.ts";
import type { Prediction } from "../../../../controller/core/predict/prediction.ts";
import type { PredictionWorld } from "../../../../controller/core/predict/prediction-world.ts";
import { binOf } from "../../../../probe/contract/bin-of.ts";
import { candidate, hybrid, SETTINGS } from "./sample-candidates.ts";
import {
  FASTER,
  groundFor,
  history,
  STRAIGHT_MS,
  sampleHistories,
  sampleService,
  sampleWorld,
} from "./sample-world.ts";

const SERVICE = sampleService();
const GROUND = groundFor(SERVICE);
const LATENCY = candidate(GROUND, "latency");
const ACCELERATOR = candidate(GROUND, "accelerator");

function predict(design: Candidate, change: Partial<PredictionWorld> = {}): Prediction {
  const [prediction] = predictDesigns(sampleWorld(change), [design]);
  if (prediction === undefined) throw new Error("nothing was predicted");
  return prediction;
}

const who = ({ groups }: Prediction) =>
  groups.map(({ group, served }) =>
    [group, ...served.map(({ entry, endpoint }) => `${endpoint} by ${entry}`)].join(" "),
  );
const ms = (us: number | null | undefined) => (us ?? Number.NaN) / 1_000;
const shown = (millis: number) => middleOfBin(binOf(millis * 1_000)) / 1_000;

describe("controller/core/predict/predict-designs", () => {
  it("tells who serves whom by which way", () => {
    expect(who(predict(LATENCY))).toEqual([
      "portugal ireland by dns",
      "mexico-city virginia by dns",
      "california los-angeles by dns",
      "brazil virginia by dns",
    ]);
    // Local Zones have no place behind an accelerator.
    expect(who(predict(ACCELERATOR))).toEqual([
      "portugal ireland by accelerator",
      "mexico-city virginia by accelerator",
      "california oregon by accelerator",
      "brazil virginia by accelerator",
    ]);
    expect(who(predict(hybrid(GROUND, ["brazil"])))).toContain("brazil virginia by accelerator");
    expect(who(predict(hybrid(GROUND, ["brazil"])))).toContain("portugal ireland by dns");
  });

  it("weighs groups by their users: a mixture, never a mean of percentiles", () => {
    const { p50, p95, coverage, basis, groups } = predict(LATENCY);
    // 0.2 at 8 ms, 0.4 at 30 ms, 0.3 at 60 ms, 0.1 at 120 ms.
    expect(ms(p50?.us)).toBeCloseTo(shown(30), 6);
    expect(ms(p95?.us)).toBeCloseTo(shown(120), 6);
    expect(coverage).toBeCloseTo(1, 9);
    expect(basis).toBe("measured");
    expect(groups.map(({ p50Us }) => ms(p50Us))).toEqual([30, 60, 8, 120].map(shown));
  });

  it("leaves out whom nothing was measured of, and says how many are left", () => {
    const histories = sampleHistories().filter(({ vantage }) => vantage !== "vantage-portugal");
    const left = predict(LATENCY, { evidence: evidenceBook(histories) });
    expect(left.coverage).toBeCloseTo(0.6, 9);
    expect(ms(left.p50?.us)).toBeCloseTo(shown(60), 6);
    expect(left.groups[0]).toMatchObject({ p50Us: null, p95Us: null, basis: "modelled" });
    const none = predict(LATENCY, { evidence: evidenceBook([]) });
    expect(none).toMatchObject({ coverage: 0, p50: null, p95: null, basis: "modelled" });
  });

  it("lets a measured vantage stand for another one of its group, and says so", () => {
    const [portugal, mexico, ...others] = SERVICE.clientGroups;
    if (portugal === undefined || mexico === undefined) throw new Error("no groups");
    const both = { ...portugal, vantages: ["vantage-portugal", "vantage-california"] };
    const service = { ...SERVICE, clientGroups: [both, mexico, ...others] };
    const found = predict(LATENCY, { service });
    expect(found.groups[0]?.served.map(({ share }) => share)).toEqual([0.5, 0.5]);
    const histories = sampleHistories().filter(
      ({ vantage, endpoint }) => vantage !== "vantage-california" || endpoint !== "los-angeles",
    );
    const stand = predict(LATENCY, { service, evidence: evidenceBook(histories) });
    expect(stand.groups[0]).toMatchObject({ basis: "measured_elsewhere" });
    // Portugal's way to Los Angeles in the place of California's.
    expect(ms(stand.groups[0]?.p95Us)).toBeCloseTo(shown(160), 6);
    expect(stand.basis).toBe("measured_elsewhere");
  });

  it("takes the order that the accelerator was seen to have", () => {
    const seen = history(
      { vantage: "vantage-portugal", entry: "accelerator", endpoint: null },
      () => 70_000,
    );
    const days = seen.days.map((day) => ({ ...day, servedBy: { virginia: 9, ireland: 1 } }));
    const evidence = evidenceBook([...sampleHistories(), { ...seen, days }]);
    expect(who(predict(ACCELERATOR, { evidence }))[0]).toBe("portugal virginia by accelerator");
    expect(who(predict(LATENCY, { evidence }))[0]).toBe("portugal ireland by dns");
    const dialled = structuredClone(ACCELERATOR.design);
    for (const { listeners } of dialled.accelerators) {
      for (const { endpointGroups } of listeners) {
        for (const group of endpointGroups) group.dialPercent = 50;
      }
    }
    expect(who(predict(ACCELERATOR, { evidence, live: dialled }))[0]).toBe(
      "portugal ireland by accelerator",
    );
  });

  it("has bounds from seven days on, wider the more the days differ", () => {
    const scattered = (spreadUs: number, days = 14) => {
      const histories = sampleHistories(days).map((each) =>
        each.vantage === "vantage-portugal"
          ? history(each, (day) => 30_000 + (spreadUs * (((5 * day) % 14) - 6.5)) / 6.5, days)
          : each,
      );
      return predict(LATENCY, { evidence: evidenceBook(histories) }).p50;
    };
    const [still, little, much] = [0, 1_000, 6_000].map((spread) => scattered(spread));
    const width = (one: typeof still) => (one?.highUs ?? Number.NaN) - (one?.lowUs ?? Number.NaN);
    // A bin of HdrHistogram.
    expect(width(still)).toBeLessThan(500);
    expect(width(little)).toBeGreaterThan(1_000);
    expect(width(much)).toBeGreaterThan(width(little));
    expect(scattered(1_000, 6)).toMatchObject({ lowUs: null, highUs: null });
    expect(scattered(1_000)).toEqual(little);
  });

  it("shares the work of designs that differ in settings alone, but not their failover", () => {
    const slow = candidate(GROUND, "latency", { ttlS: 300, intervalS: 30, failureThreshold: 3 });
    const [one, other] = predictDesigns(sampleWorld(), [LATENCY, slow]);
    expect(other?.groups).toBe(one?.groups);
    expect(other?.failover.p50S).toBeGreaterThan((one?.failover.p50S ?? 0) + 100);
  });

  it("counts users anew by other weights", () => {
    const predictor = designPredictor(sampleWorld());
    const weights = (own: object) => new Map<string, number>(Object.entries(own));
    const asDeclared = weights({ portugal: 0.4, "mexico-city": 0.3, california: 0.2, brazil: 0.1 });
    const { p50, p95 } = predictor.predict(LATENCY);
    expect(predictor.reweighed(LATENCY, asDeclared)).toEqual({ p50Us: p50?.us, p95Us: p95?.us });
    const all = predictor.reweighed(LATENCY, weights({ brazil: 1 }));
    expect(ms(all?.p50Us)).toBeCloseTo(shown(120), 6);
    expect(predictor.reweighed(LATENCY, weights({ nobody: 1 }))).toBeNull();
  });

  const someGroup = fc.record({ share: fc.double({ min: 0.05, max: 1, noNaN: true }) });

  test.prop(
    [
      fc.array(someGroup, { minLength: 4, maxLength: 4 }),
      fc.constantFrom("latency", "weighted", "multivalue", "accelerator"),
      fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
    ],
    { numRuns: 8 },
  )("serves every user once, whatever the order of endpoints", (groups, kind, order) => {
    const all = groups.reduce((sum, { share }) => sum + share, 0);
    const clientGroups = SERVICE.clientGroups.map((group, at) => ({
      ...group,
      share: (groups[at]?.share ?? 0) / all,
    }));
    const service = sampleService({ clientGroups });
    const endpoints = order.flatMap((at) => service.endpoints[at] ?? []);
    const turned = { ...service, endpoints };
    const one = predict(candidate(groundFor(service), kind), { service });
    const other = predict(candidate(groundFor(turned), kind), { service: turned });
    for (const { served, unserved, unknown, weight } of one.groups) {
      const sum = served.reduce((total, { share }) => total + share, unserved + unknown);
      expect(sum).toBeCloseTo(1, 9);
      expect(weight).toBeGreaterThan(0);
    }
    expect(other.p50).toEqual(one.p50);
    expect(other.p95).toEqual(one.p95);
    expect(other.failover.p95S).toBeCloseTo(one.failover.p95S, 6);
    const limits = Object.values(STRAIGHT_MS).flatMap((row) => Object.values(row));
    expect(ms(one.p50?.us)).toBeLessThanOrEqual(shown(Math.max(...limits)));
    expect(ms(one.p50?.us)).toBeGreaterThanOrEqual(shown(Math.min(...limits) * FASTER));
  });

  it("names the settings that it was made with", () => {
    expect(predict(LATENCY).candidate.settings).toEqual(SETTINGS);
    expect(predict(LATENCY).components).toBeGreaterThan(4);
    expect(predict(LATENCY).price.complete).toBe(false);
  });
});
