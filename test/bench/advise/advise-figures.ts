import { advise } from "../../../controller/core/advise/advise.ts";
import { watchProcesses } from "../machine/process-cpu.ts";
import type { Figure } from "../report/figure.ts";
import { largeEvidence } from "./large-evidence.ts";

const GROUPS = 300;
const ENDPOINTS = 30;
/** The first ones are those in which the engine still learns the code, as it has long done in a controller. */
const RUNS = 8;

/** A whole recommendation from two weeks of evidence in memory: milliseconds of the quickest of some runs. */
export function adviseFigures(): Figure[] {
  const input = largeEvidence(GROUPS, ENDPOINTS);
  const runs = Array.from({ length: RUNS }, () => {
    const end = watchProcesses([]);
    advise(input);
    return end();
  });
  const [best] = runs.sort((a, b) => a.wallMs - b.wallMs);
  return [
    {
      what: `recommendation: ${GROUPS} client groups, ${ENDPOINTS} endpoints, 14 days`,
      ...{ figure: best?.wallMs ?? Number.NaN, unit: "ms", budget: 1_000 },
      othersCores: best?.othersCores ?? 0,
    },
  ];
}
