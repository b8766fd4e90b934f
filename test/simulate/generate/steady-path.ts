import { normalQuantile } from "../../../controller/core/statistics/distributions.ts";
import { meanMedianUs, type PathTruth } from "./path-truth.ts";
import { type SimulatedPath, SLOTS_PER_DAY, SLOTS_PER_HOUR } from "./simulate-path.ts";

/** The golden ratio: its multiples fall evenly between 0 and 1, however many are taken. */
const EVENLY = (Math.sqrt(5) - 1) / 2;
const DRIFTS = 32;
const drifts = Float64Array.from({ length: DRIFTS }, (_, at) =>
  normalQuantile((at + 0.5) / DRIFTS),
);

/**
 * A path that shows on each day all that it ever does, each thing as often as it truly happens: what
 * an advisor would see that had watched forever.
 */
export function steadyPath(truth: PathTruth, days: number): SimulatedPath {
  const day = Float64Array.from({ length: SLOTS_PER_DAY }, (_, slot) => {
    const hour = slot / SLOTS_PER_HOUR;
    const swing = Math.cos((2 * Math.PI * (hour - truth.busiestHour)) / 24);
    // Histograms take one slot of six.
    const turn = Math.floor(slot / 6);
    const drift = drifts[Math.floor(((turn * EVENLY) % 1) * DRIFTS)] as number;
    const route = turn % 2 === 0 ? -0.5 : 0.5;
    return truth.baseUs + truth.swingUs * swing + truth.driftUs * drift + truth.stepUs * route;
  });
  const levelsUs = new Float64Array(days * SLOTS_PER_DAY);
  for (let at = 0; at < days; at += 1) levelsUs.set(day, at * SLOTS_PER_DAY);
  return { levelsUs, mediansUs: new Float64Array(levelsUs.length).fill(meanMedianUs(truth)) };
}
