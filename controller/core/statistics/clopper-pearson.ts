import { betaQuantile } from "./distributions.ts";

/** A share of runs that met a target, with its exact interval. */
export type Proportion = { readonly share: number; readonly low: number; readonly high: number };

/**
 * Exact two-sided interval of a proportion (Clopper and Pearson 1934): never narrower than it claims,
 * at any number of trials. Null without trials.
 * @param confidence of both sides together; the lower bound alone has (1 + confidence) / 2.
 */
export function clopperPearson(
  successes: number,
  trials: number,
  confidence = 0.95,
): Proportion | null {
  if (trials === 0) return null;
  const miss = (1 - confidence) / 2;
  return {
    share: successes / trials,
    low: successes === 0 ? 0 : betaQuantile(miss, successes, trials - successes + 1),
    high: successes === trials ? 1 : betaQuantile(1 - miss, successes + 1, trials - successes),
  };
}
