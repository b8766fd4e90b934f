import type { CostSum } from "../../contract/monthly-cost.ts";

/** A client group's share of the traffic, and by how much a design makes it faster. */
export type Gain = { readonly share: number; readonly savedMs: number };

/**
 * USD per month for each millisecond by which the mean user gets faster. Null where nothing is saved,
 * or where a price is unknown: then nobody knows.
 *
 * @param more the dearer design
 * @param less what it is compared with
 */
export function costPerSavedMs(
  more: CostSum,
  less: CostSum,
  gains: readonly Gain[],
): number | null {
  const savedMs = gains.reduce((sum, gain) => sum + gain.share * gain.savedMs, 0);
  if (savedMs <= 0 || !more.complete || !less.complete) return null;
  return (Number(more.exactUsd) - Number(less.exactUsd)) / savedMs;
}
