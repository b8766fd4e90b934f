import type { Random } from "./random.ts";

/** No packet arrives faster than this share of the configured round trip. */
const FLOOR_RATIO = 0.5;

/**
 * One round trip drawn around its median: a shifted exponential, jitterUs × (−ln U − ln 2). Half of
 * the draws lie below `rttUs`, by at most 0.69 × jitterUs; the rest reach into a long tail, as
 * queues on the internet do. Never below half of `rttUs`.
 */
export function drawRttUs(rttUs: number, jitterUs: number, random: Random): number {
  // 1 − U lies in (0, 1], so the logarithm is finite.
  const extraUs = jitterUs * (-Math.log(1 - random()) - Math.LN2);
  return Math.max(rttUs * FLOOR_RATIO, rttUs + extraUs);
}
