import type { DayValue } from "../../../../controller/core/statistics/day-interval.ts";
import { meanOf } from "../../../../controller/core/statistics/moments.ts";
import { normal } from "../../../helpers/draws.ts";

const PER_HOUR = 12;
const PER_DAY = 24 * PER_HOUR;

interface Shape {
  readonly length: number;
  /** Mean time between changes of route, and what a change adds or takes. */
  readonly dwellHours: number;
  readonly stepMs: number;
}

/**
 * Five-minute differences between two paths in ms whose true mean is 0: a swing over the day, drift
 * (AR(1), 0.97), the difference of two exponential waits, and a route that is one of two.
 */
export function pathDifferences(shape: Shape, random: () => number): number[] {
  const { length, dwellHours, stepMs } = shape;
  let drift = normal(random);
  let route = random() < 0.5 ? -0.5 : 0.5;
  return Array.from({ length: length * PER_DAY }, (_, at) => {
    drift = 0.97 * drift + 0.5 * normal(random);
    if (random() < 1 / (dwellHours * PER_HOUR)) route = random() < 0.5 ? -0.5 : 0.5;
    const swing = 2 * Math.sin((2 * Math.PI * at) / PER_DAY);
    const waits = -Math.log(1 - random()) + Math.log(1 - random());
    return swing + drift + waits + route * stepMs;
  });
}

/** Days of equally weighted hours. */
export function hourlyMeans(differences: readonly number[]): DayValue[] {
  return Array.from({ length: differences.length / PER_DAY }, (_, day) => ({
    day,
    value: meanOf(differences.slice(day * PER_DAY, (day + 1) * PER_DAY)),
  }));
}
