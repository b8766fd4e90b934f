import {
  dayDifferences,
  hourDifferences,
} from "../../../controller/core/evidence/day-differences.ts";
import { type DayInterval, dayInterval } from "../../../controller/core/statistics/day-interval.ts";
import { seeded } from "../../helpers/seeded.ts";
import { pairs } from "../generate/pairs.ts";
import { meanMedianUs, type PathTruth } from "../generate/path-truth.ts";
import { type SimulatedPath, simulatePath } from "../generate/simulate-path.ts";
import { type Row, within } from "../report/row.ts";

const CASES = [
  { days: 14, stepUs: 8_000, dwellHours: 18 },
  { days: 7, stepUs: 8_000, dwellHours: 6 },
  { days: 14, stepUs: 8_000, dwellHours: 6 },
  { days: 28, stepUs: 8_000, dwellHours: 18 },
  { days: 28, stepUs: 8_000, dwellHours: 48 },
  { days: 14, stepUs: 0, dwellHours: 18 },
] as const;

const ONE: PathTruth = {
  baseUs: 60_000,
  swingUs: 3_000,
  busiestHour: 20,
  driftUs: 2_000,
  stepUs: 0,
  dwellHours: 18,
  waitUs: 1_000,
};
/** Busy at other hours, so that differences swing over the day as well. */
const OTHER: PathTruth = { ...ONE, baseUs: 75_000, busiestHour: 14, waitUs: 2_500 };

/**
 * How often the interval for the difference of two paths holds the true one. It is nominally 95 %: less
 * would claim too much, 100 % would say too little.
 */
export function coverage(seeds: number): Row[] {
  return CASES.map(({ days, stepUs, dwellHours }) => {
    const one = { ...ONE, stepUs, dwellHours };
    const trueUs = meanMedianUs(one) - meanMedianUs(OTHER);
    let held = 0;
    for (let seed = 0; seed < seeds; seed += 1) {
      const random = seeded(1_000 + seed);
      const interval = intervalBetween(
        simulatePath(one, days, random),
        simulatePath(OTHER, days, random),
      );
      if (interval !== null && interval.low <= trueUs && trueUs <= interval.high) held += 1;
    }
    const routes = stepUs === 0 ? "no route changes" : `8 ms steps every ${dwellHours} h`;
    return {
      experiment: "coverage",
      what: `95 % interval holds the truth: ${days} days, ${routes}`,
      figure: held / seeds,
      unit: "%",
      goal: within(0.92, 0.99),
      trials: seeds,
    };
  });
}

function intervalBetween(one: SimulatedPath, other: SimulatedPath): DayInterval | null {
  return dayInterval(dayDifferences(hourDifferences(pairs(one, other))));
}
