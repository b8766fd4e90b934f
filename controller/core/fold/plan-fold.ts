import type { Batch, Contribution } from "../../../probe/contract/batch.ts";
import { seriesKey } from "../../../probe/contract/path.ts";
import { HOUR_MS, hourOf, minuteInHour } from "./hour.ts";

/** The contributions of a batch to one series in one hour. */
export type FoldStep = {
  readonly series: string;
  readonly hourMs: number;
  readonly parts: readonly { readonly minute: number; readonly contribution: Contribution }[];
};

/**
 * Sorts the contributions of a batch by series and hour, in the order in which they stand. Hours that
 * ended before `keepFromMs` are left out: they have passed the end of their retention.
 */
export function planFold(batch: Batch, keepFromMs: number): FoldStep[] {
  const steps = new Map<
    string,
    { series: string; hourMs: number; parts: FoldStep["parts"][number][] }
  >();
  for (const contribution of batch.contributions) {
    const hourMs = hourOf(contribution.minuteMs);
    if (hourMs + HOUR_MS <= keepFromMs) continue;
    const series = seriesKey({ vantage: batch.vantage, ...contribution });
    const key = `${series} ${hourMs}`;
    const step = steps.get(key) ?? { series, hourMs, parts: [] };
    steps.set(key, step);
    step.parts.push({ minute: minuteInHour(contribution.minuteMs), contribution });
  }
  return [...steps.values()];
}
