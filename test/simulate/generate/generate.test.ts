import { describe, expect, it } from "vitest";
import { PathHistory } from "../../../controller/contract/path-history.ts";
import { meanOf, medianOf } from "../../../controller/core/statistics/moments.ts";
import { countInBins } from "../../../probe/contract/histogram.ts";
import { seeded } from "../../helpers/seeded.ts";
import { historyOf } from "./path-history.ts";
import { drawTruth, meanMedianUs } from "./path-truth.ts";
import { SLOTS_PER_DAY, simulatePath } from "./simulate-path.ts";

describe("test/simulate/generate", () => {
  it("has the mean of medians that its truth promises", () => {
    const random = seeded(1);
    const paths = Array.from({ length: 20 }, () => {
      const truth = { ...drawTruth(random, 80_000), dwellHours: 6 };
      const { mediansUs } = simulatePath(truth, 60, random);
      return meanOf([...mediansUs]) - meanMedianUs(truth);
    });
    expect(meanMedianUs(drawTruth(random, 80_000))).toBeCloseTo(80_000, 6);
    expect(Math.abs(meanOf(paths))).toBeLessThan(150);
    for (const offUs of paths) expect(Math.abs(offUs)).toBeLessThan(2_000);
  });

  it("is the same for the same seed", () => {
    const draw = () => simulatePath(drawTruth(seeded(3), 40_000), 1, seeded(4)).mediansUs;
    expect(draw()).toEqual(draw());
  });

  it("makes histories that the advisor reads, whose histograms agree with the medians", () => {
    const random = seeded(2);
    const truth = drawTruth(random, 50_000);
    const path = simulatePath(truth, 2, random);
    const way = { vantage: "lisbon", entry: "accelerator", endpoint: null } as const;
    const history = PathHistory.parse(historyOf(way, truth, path, 20_000, "ireland"));
    expect(history.medians).toHaveLength(2 * SLOTS_PER_DAY);
    expect(history.days.map(({ day }) => day)).toEqual([20_000, 20_001]);
    for (const { bins, sent, servedBy } of history.days) {
      expect(countInBins(bins)).toBe(sent);
      expect(servedBy).toEqual({ ireland: sent });
    }
    expect(Math.floor((history.medians[0]?.[0] ?? 0) / 86_400_000)).toBe(20_000);
    expect(medianOf(history.medians.map(([, us]) => us))).toBeGreaterThan(40_000);
  });
});
