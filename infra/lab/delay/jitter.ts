import type { Random } from "./random.ts";

/** No packet arrives faster than this share of the configured round trip. */
const FLOOR_RATIO = 0.5;

/**
 * The round trip that a share (0 to below 1) of all lie below: a shifted exponential around the median,
 * jitterUs × (−ln(1 − share) − ln 2). Half lie below `rttUs`, by at most 0.69 × jitterUs; the rest reach
 * into a long tail, as queues on the internet do. Never below half of `rttUs`.
 */
export function rttAtShareUs(rttUs: number, jitterUs: number, share: number): number {
  // 1 − share lies in (0, 1], so the logarithm is finite.
  const extraUs = jitterUs * (-Math.log(1 - share) - Math.LN2);
  return Math.max(rttUs * FLOOR_RATIO, rttUs + extraUs);
}

/** One round trip drawn by chance out of those. */
export function drawRttUs(rttUs: number, jitterUs: number, random: Random): number {
  return rttAtShareUs(rttUs, jitterUs, random());
}
