import { reasonsToStay } from "../../../controller/core/decide/stay.ts";
import {
  dayDifferences,
  hourDifferences,
} from "../../../controller/core/evidence/day-differences.ts";
import { judgeGroups } from "../../../controller/core/evidence/judge-groups.ts";
import type { DayValue } from "../../../controller/core/statistics/day-interval.ts";
import { between } from "../../helpers/draws.ts";
import { seeded } from "../../helpers/seeded.ts";
import { pairs } from "../generate/pairs.ts";
import { drawTruth } from "../generate/path-truth.ts";
import { simulatePath } from "../generate/simulate-path.ts";
import { atLeast, type Row } from "../report/row.ts";

const WINDOW_DAYS = 14;
const WATCHED_DAYS = 90;
const THRESHOLD_US = 5_000;

/** Two ways that are equally fast in truth, judged anew each day: nothing should be changed. */
export function stability(seeds: number): Row[] {
  const runs = Array.from({ length: seeds }, (_, seed) => {
    const random = seeded(3_000 + seed);
    const medianUs = between(random, 30_000, 200_000);
    const [one, other] = [drawTruth(random, medianUs), drawTruth(random, medianUs)];
    const days = WINDOW_DAYS + WATCHED_DAYS;
    const differences = dayDifferences(
      hourDifferences(pairs(simulatePath(one, days, random), simulatePath(other, days, random))),
    );
    return { advisor: changesOfRule(differences), naive: changesOfNaive(differences) };
  });
  const row = (what: string, figure: number, unit: Row["unit"], goal: Row["goal"]): Row => ({
    experiment: "stability",
    ...{ what, figure, unit, goal, trials: seeds },
  });
  const calm = runs.filter(({ advisor }) => advisor <= 1).length;
  const mean = (of: (run: (typeof runs)[number]) => number) =>
    runs.reduce((sum, run) => sum + of(run), 0) / seeds;
  return [
    row("worlds with at most one change in 90 days", calm / seeds, "%", atLeast(0.95)),
    row(
      "advisor: changes in 90 days",
      mean(({ advisor }) => advisor),
      "",
      null,
    ),
    row(
      "yesterday's fastest: changes in 90 days",
      mean(({ naive }) => naive),
      "",
      null,
    ),
  ];
}

/** Verdict, three in a row, two weeks between changes. */
function changesOfRule(differences: readonly DayValue[]): number {
  let changes = 0;
  let sign = 1;
  let inARow = 0;
  let daysSinceLastChange: number | null = null;
  for (let end = WINDOW_DAYS; end < differences.length; end += 1) {
    const days = differences
      .slice(end - WINDOW_DAYS, end)
      .map(({ day, value }) => ({ day, value: sign * value }));
    const [judged] = judgeGroups([{ group: "all", days, thresholdUs: THRESHOLD_US }]);
    if (daysSinceLastChange !== null) daysSinceLastChange += 1;
    inARow = judged?.verdict === "better" ? inARow + 1 : 0;
    if (!judged?.interval || inARow === 0) continue;
    const { mean, high } = judged.interval;
    const stay = reasonsToStay({
      ...{ gainUs: -mean, gainLowUs: -high, thresholdUs: THRESHOLD_US, inARow },
      ...{ daysSinceLastChange, switchCostUsd: null, savedUsdPerMonth: null },
      isTailKept: true,
      incumbentFails: false,
    });
    if (stay.length > 0) continue;
    changes += 1;
    sign = -sign;
    inARow = 0;
    daysSinceLastChange = 0;
  }
  return changes;
}

/** Whatever was faster yesterday. */
function changesOfNaive(differences: readonly DayValue[]): number {
  const fastest = differences.slice(WINDOW_DAYS).map(({ value }) => value < 0);
  return fastest.filter((each, at) => at > 0 && each !== fastest[at - 1]).length;
}
