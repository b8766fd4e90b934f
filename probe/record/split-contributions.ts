import type { Contribution } from "../contract/batch.ts";

const MAX_CONTRIBUTIONS = 5_000;

/**
 * The shares of one batch interval, each small enough for one batch. There is always at least one, so
 * that a vantage with nothing to tell still reports its health.
 */
export function splitContributions(contributions: readonly Contribution[]): Contribution[][] {
  const shares: Contribution[][] = [];
  for (let from = 0; from === 0 || from < contributions.length; from += MAX_CONTRIBUTIONS) {
    shares.push(contributions.slice(from, from + MAX_CONTRIBUTIONS));
  }
  return shares;
}
