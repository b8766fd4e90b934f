import { describe, expect, it } from "vitest";
import type { PathHistory } from "../../../../controller/contract/path-history.ts";
import type { Candidate } from "../../../../controller/core/predict/candidate.ts";
import { predictDesigns } from "../../../../controller/core/predict/design-predictor.ts";
import { evidenceBook } from "../../../../controller/core/predict/evidence-book.ts";
import { type Gain, gainOf } from "../../../../controller/core/predict/gain.ts";
import type { Prediction } from "../../../../controller/core/predict/prediction.ts";
import { candidate, hybrid } from "./sample-candidates.ts";
import { groundFor, history, sampleHistories, sampleService, sampleWorld } from "./sample-world.ts";

const GROUND = groundFor(sampleService());
const LATENCY = candidate(GROUND, "latency");
const ACCELERATOR = candidate(GROUND, "accelerator");

function gain(one: Candidate, other: Candidate, histories: readonly PathHistory[]): Gain {
  const evidence = evidenceBook(histories);
  const predictions = predictDesigns(sampleWorld({ evidence }), [one, other]);
  const [first, second] = predictions as [Prediction, Prediction];
  return gainOf(evidence, first, second);
}

const ofGroups = ({ groups }: Gain) =>
  Object.fromEntries(groups.map((each) => [each.group, each.us]));

describe("controller/core/predict/gain", () => {
  it("is by how much users are answered sooner, each group by who serves it in each design", () => {
    const found = gain(ACCELERATOR, LATENCY, sampleHistories());
    const wanted = {
      portugal: 30_000 - 24_000,
      "mexico-city": 60_000 - 48_000,
      // Oregon by the accelerator in the place of Los Angeles.
      california: 8_000 - 20_000,
      brazil: 120_000 - 96_000,
    };
    const rounded = Object.fromEntries(
      Object.entries(ofGroups(found)).map(([group, us]) => [group, Math.round(us ?? 0)]),
    );
    expect(rounded).toEqual(wanted);
    const mean = 0.4 * 6_000 + 0.3 * 12_000 - 0.2 * 12_000 + 0.1 * 24_000;
    expect(found.interval?.mean).toBeCloseTo(mean, 3);
    expect(found.interval).toMatchObject({ days: 14 });
    expect(found.coverage).toBeCloseTo(1, 9);
    expect(gain(LATENCY, ACCELERATOR, sampleHistories()).interval?.mean).toBeCloseTo(-mean, 3);
  });

  it("counts those who are served alike as whom it gives nothing, measured or not", () => {
    const some = hybrid(GROUND, ["brazil"]);
    const histories = sampleHistories().filter(({ vantage }) => vantage !== "vantage-portugal");
    const found = gain(some, LATENCY, histories);
    expect(ofGroups(found)).toEqual({
      portugal: 0,
      "mexico-city": 0,
      california: 0,
      brazil: 24_000,
    });
    expect(found.interval?.mean).toBeCloseTo(2_400, 6);
    expect(found.coverage).toBeCloseTo(1, 9);
  });

  it("is not known of whom one of both was not measured", () => {
    const histories = sampleHistories().filter(
      ({ vantage, entry }) => vantage !== "vantage-brazil" || entry !== "accelerator",
    );
    const found = gain(ACCELERATOR, LATENCY, histories);
    expect(ofGroups(found)).toMatchObject({ brazil: null, portugal: expect.closeTo(6_000, 6) });
    expect(found.coverage).toBeCloseTo(0.9, 9);
    const alone = gain(hybrid(GROUND, ["brazil"]), LATENCY, histories);
    expect(alone.interval).toBeNull();
    expect(gain(ACCELERATOR, LATENCY, sampleHistories(2)).interval).toBeNull();
  });

  it("keeps the days of all when a group lacks some", () => {
    const histories = sampleHistories().map((each) =>
      each.vantage === "vantage-brazil" && each.entry === "accelerator"
        ? history(each, (day) => (day < 4 ? null : 96_000))
        : each,
    );
    const found = gain(ACCELERATOR, LATENCY, histories);
    expect(found.interval?.days).toBe(14);
    expect(found.groups.find(({ group }) => group === "brazil")?.days).toHaveLength(10);
  });

  it("mixes the medians of several who serve by their shares", () => {
    const found = gain(
      candidate(GROUND, "simple"),
      candidate(GROUND, "weighted"),
      sampleHistories(),
    );
    const [virginia, mean] = [90_000, (90_000 + 30_000 + 150_000 + 160_000) / 4];
    expect(ofGroups(found)).toMatchObject({ portugal: expect.closeTo(mean - virginia, 3) });
  });
});
