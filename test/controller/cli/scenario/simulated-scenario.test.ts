import { describe, expect, it } from "vitest";
import { EXAMPLE_WORLD } from "../../../../controller/cli/scenario/example/example-world.ts";
import { simulatedPath } from "../../../../controller/cli/scenario/example/simulated-path.ts";
import { simulatedScenario } from "../../../../controller/cli/scenario/example/simulated-scenario.ts";
import { quantile } from "../../../../controller/core/histogram/quantile.ts";
import { seededRandom } from "../../../../controller/core/statistics/seeded-random.ts";
import { seeded } from "../../../helpers/seeded.ts";

describe("controller/cli/scenario/example", () => {
  it("draws as every seeded generator here", () => {
    const [own, other] = [seededRandom(42), seeded(42)];
    expect([own(), own(), own()]).toEqual([other(), other(), other()]);
  });

  it("has medians and histograms that agree with each other and with what is true", () => {
    const path = { vantage: "berlin", entry: "dns", endpoint: null } as const;
    const simulated = { path, ms: 100, servedBy: "frankfurt", firstDay: 20_000, days: 7 };
    const { medians, days } = simulatedPath(simulated, seededRandom(3));
    expect(medians).toHaveLength(7 * 24);
    const mean = medians.reduce((sum, [, us]) => sum + us, 0) / medians.length;
    expect(Math.abs(mean / 101_400 - 1)).toBeLessThan(0.02);
    for (const { bins, sent, servedBy } of days) {
      const p50 = quantile(bins, 0.5)?.us ?? 0;
      expect(Math.abs(p50 / 101_400 - 1)).toBeLessThan(0.06);
      expect(servedBy).toEqual({ frankfurt: sent });
    }
  });

  it("leads to what is nearest by each way in, and tries endpoints that somebody is led to", () => {
    const { evidence, failoverRuns } = simulatedScenario(EXAMPLE_WORLD);
    const led = evidence.paths
      .filter(({ entry, endpoint }) => entry === "accelerator" && endpoint === null)
      .map(({ vantage, days }) => [vantage, Object.keys(days[0]?.servedBy ?? {})]);
    expect(Object.fromEntries(led)).toEqual({
      berlin: ["frankfurt"],
      chicago: ["virginia"],
      "cape-town": ["frankfurt"],
      perth: ["sydney"],
    });
    expect(failoverRuns).toHaveLength(80);
    const frankfurt = failoverRuns.find(({ endpoint }) => endpoint === "frankfurt");
    expect(Object.keys(frankfurt?.recoveryS ?? {})).toEqual(["germany", "south-africa"]);
  });
});
