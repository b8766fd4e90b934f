import type { Pressure } from "./judge-pressure.ts";

const FIRST_S = 5;
/** A quarter of the time that the trouble has lasted: the longer it lasts, the less hurry helps. */
const SHARE_OF_AGE = 0.25;
/** Well below the five minutes to which probes honour it. */
const LONGEST_S = 120;
const JITTER = 0.25;

/**
 * Seconds after which a probe may ask again: from 5 s, growing with how long the trouble lasts and how
 * far it is above its limit, up to 2 minutes; a quarter more or less, so that a fleet does not come
 * back in step.
 *
 * @param random from 0 to below 1
 */
export function retryAfterS(
  { sinceMs, excess }: Pick<Pressure, "sinceMs" | "excess">,
  nowMs: number,
  random: number,
): number {
  const ageS = Math.max(0, nowMs - sinceMs) / 1_000;
  const fullS = Math.min(LONGEST_S, (FIRST_S + SHARE_OF_AGE * ageS) * excess);
  return Math.max(1, Math.round(fullS * (1 - JITTER + 2 * JITTER * random)));
}
