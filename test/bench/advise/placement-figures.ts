import { bestSites } from "../../../controller/core/placement/placement.ts";
import type { PlacementProblem } from "../../../controller/core/placement/placement-problem.ts";
import { between } from "../../helpers/draws.ts";
import { seeded } from "../../helpers/seeded.ts";
import { watchProcesses } from "../machine/process-cpu.ts";
import type { Figure } from "../report/figure.ts";

const GROUPS = 300;
const REGIONS = 34;
const SITES = 5;
const RUNS = 5;

/** Which five of 34 Regions, all choices looked at: milliseconds of the quickest of some runs. */
export function placementFigures(): Figure[] {
  const problem = drawProblem(seeded(34));
  const runs = Array.from({ length: RUNS }, () => {
    const end = watchProcesses([]);
    const { isExact } = bestSites(problem, SITES);
    if (!isExact) throw new Error("choices were left out");
    return end();
  });
  const [best] = runs.sort((a, b) => a.wallMs - b.wallMs);
  return [
    {
      what: `placement: ${SITES} of ${REGIONS} Regions for ${GROUPS} groups, all choices`,
      ...{ figure: best?.wallMs ?? Number.NaN, unit: "ms", budget: 2_000 },
      othersCores: best?.othersCores ?? 0,
    },
  ];
}

function drawProblem(random: () => number): PlacementProblem {
  const spots = (count: number) =>
    Array.from(
      { length: count },
      () => [between(random, 0, 200), between(random, 0, 200)] as const,
    );
  const groups = spots(GROUPS);
  return {
    weights: groups.map(() => between(random, 0.1, 1)),
    todayMs: groups.map(() => between(random, 100, 300)),
    siteMs: spots(REGIONS).map(([x, y]) =>
      groups.map(([gx, gy]) => 10 + Math.hypot(x - gx, y - gy)),
    ),
  };
}
