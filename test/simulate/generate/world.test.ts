import { describe, expect, it } from "vitest";
import { Scenario } from "../../../controller/contract/scenario.ts";
import { userQuantiles } from "../../../controller/core/predict/user-quantiles.ts";
import { seeded } from "../../helpers/seeded.ts";
import { meanMedianUs } from "./path-truth.ts";
import { steadyPath } from "./steady-path.ts";
import { trueQuantilesUs } from "./true-users.ts";
import { drawWorld } from "./world.ts";
import { measuredEvidence, perfectEvidence } from "./world-evidence.ts";

describe("test/simulate/generate/world", () => {
  it("makes evidence that stands as a scenario", () => {
    const random = seeded(7);
    const world = drawWorld({ endpoints: 3, groups: 4, rtoS: 120 }, random);
    const input = measuredEvidence(world, 2, random);
    const { histories, source, ...rest } = input;
    const text = JSON.stringify({
      ...{ isochroneScenario: 1, ...rest, evidence: { source, paths: histories } },
    });
    const scenario = Scenario.parse(JSON.parse(text));
    // Three endpoints and two ways in for each vantage.
    expect(scenario.evidence.paths).toHaveLength(4 * 5);
    expect(scenario.failoverRuns.length).toBeGreaterThan(20);
  });

  it("has accelerators better for about half of the users and worse for a tenth", () => {
    const random = seeded(8);
    const ratios = Array.from({ length: 100 }, () =>
      drawWorld({ endpoints: 1, groups: 16 }, random),
    )
      .flatMap(({ groups }) => groups)
      .map(({ direct, accelerated, nearest }) => {
        const [one, other] = [accelerated.get(nearest), direct.get(nearest)];
        return one && other ? meanMedianUs(one) / meanMedianUs(other) : Number.NaN;
      });
    const share = (is: (ratio: number) => boolean) => ratios.filter(is).length / ratios.length;
    expect(share((ratio) => ratio < 0.95)).toBeCloseTo(0.46, 1);
    expect(share((ratio) => ratio > 1.05)).toBeCloseTo(0.09, 1);
  });

  it("shows in perfect evidence what is true, to the advisor's own arithmetic too", () => {
    const random = seeded(9);
    const world = drawWorld({ endpoints: 2, groups: 5 }, random);
    const { histories } = perfectEvidence(world, random);
    const parts = world.groups.flatMap(({ direct, nearest, share }) => {
      const path = direct.get(nearest);
      return path === undefined ? [] : [{ share, path }];
    });
    const shown = world.groups.map(({ vantage, share }) => {
      const own = histories.find((each) => each.vantage === vantage && each.entry === "dns");
      return { share, bins: own?.days[0]?.bins ?? [] };
    });
    const seen = userQuantiles(shown, [0.5, 0.95]).us ?? [];
    trueQuantilesUs(parts, [0.5, 0.95]).forEach((us, at) => {
      expect(Math.abs((seen[at] ?? 0) - us)).toBeLessThan(0.003 * us);
    });
    const [path] = parts;
    if (path === undefined) throw new Error("there are groups");
    expect(steadyPath(path.path, 1).mediansUs[0]).toBe(meanMedianUs(path.path));
  });
});
